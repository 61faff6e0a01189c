class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def given(self: __torch__.Kernels, x: Tensor) -> Optional[Tensor]:
    there: Optional[Tensor] = None
    if torch.gt(torch.numel(x), 0):
      there = x
    return there
  def row(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    y = torch.mv(w, torch.view(x, [-1]))
    if torch.gt(torch.numel(b), 0):
      y = torch.add(y, b)
    return y
  def map(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    sizes = torch.size(x)
    rows = torch.reshape(torch.to(x, w), [-1, torch.size(w, 1)])
    wide = torch.ge(torch.size(w, 0), torch.size(w, 1))
    if torch.__and__(torch.__and__(wide, torch.eq(ops.prim.dtype(w), 15)), torch.eq(torch.size(rows, 0), 1)):
      y = (self).row(rows, w, b, )
    else:
      y = torch.linear(rows, w, (self).given(b, ))
    _0 = torch._set_item(sizes, -1, torch.size(w, 0))
    return torch.view(y, sizes)
  def split(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, heads: int) -> Tensor:
    b0, s, d, = torch.size(x)
    y = torch.view((self).map(x, w, b, ), [b0, s, heads, -1])
    return torch.transpose(y, 1, 2)
  def precise(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    y = q
    if torch.__or__(ops.prim.requires_grad(q), torch.__or__(ops.prim.requires_grad(k), ops.prim.requires_grad(v))):
      y = torch.to(q, 6)
    return y
  def grouped(self: __torch__.Kernels, mask: Optional[Tensor], t: int, times: int) -> Optional[Tensor]:
    y = mask
    if torch.__isnot__(mask, None):
      m = unchecked_cast(Tensor, mask)
      y = m
      if torch.__and__(torch.eq(torch.size(m, 2), t), torch.gt(t, 1)):
        y = torch.repeat(m, [1, 1, times, 1])
    return y
  def heads(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, scale: Tensor) -> Tensor:
    b0, h, t, d, = torch.size(q)
    groups = torch.size(k, 1)
    width = torch.size(v, 3)
    y = (self).precise(q, k, v, )
    m = (self).given(mask, )
    if torch.ne(h, groups):
      times = torch.floordiv(h, groups)
      y = torch.reshape(y, [b0, groups, torch.mul(times, t), d])
      m = (self).grouped(m, t, times, )
    a = torch.scaled_dot_product_attention(y, torch.to(k, y), torch.to(v, y), m, 0., False, scale=float(scale))
    a0 = torch.transpose(torch.reshape(a, [b0, h, t, width]), 1, 2)
    return torch.reshape(a0, [b0, t, torch.mul(h, width)])
  def mapped_heads(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, scale: Tensor, wo: Tensor, bo: Tensor) -> Tensor:
    a = (self).heads(q, k, v, mask, scale, )
    return torch.to((self).map(a, wo, bo, ), 6)
  def key_value(self: __torch__.Kernels, x: Tensor, wk: Tensor, bk: Tensor, wv: Tensor, bv: Tensor, heads: Tensor) -> Tuple[Tensor, Tensor]:
    y = torch.to(x, wk)
    h = int(heads)
    return ((self).split(y, wk, bk, h, ), (self).split(y, wv, bv, h, ))
  def query_key_value(self: __torch__.Kernels, x: Tensor, wq: Tensor, bq: Tensor, wk: Tensor, bk: Tensor, wv: Tensor, bv: Tensor, heads: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    y = torch.to(x, wq)
    h = int(heads)
    return ((self).split(y, wq, bq, h, ), (self).split(y, wk, bk, h, ), (self).split(y, wv, bv, h, ))
  def attend(self: __torch__.Kernels, x: Tensor, wq: Tensor, bq: Tensor, k: Tensor, v: Tensor, mask: Tensor, scale: Tensor, wo: Tensor, bo: Tensor, heads: Tensor) -> Tensor:
    q = (self).split(x, wq, bq, int(heads), )
    return (self).mapped_heads(q, k, v, mask, scale, wo, bo, )
  def self_attention(self: __torch__.Kernels, x: Tensor, wq: Tensor, bq: Tensor, wk: Tensor, bk: Tensor, wv: Tensor, bv: Tensor, wo: Tensor, bo: Tensor, mask: Tensor, scale: Tensor, heads: Tensor) -> Tensor:
    q, k, v, = (self).query_key_value(x, wq, bq, wk, bk, wv, bv, heads, )
    return (self).mapped_heads(q, k, v, mask, scale, wo, bo, )
  def rms_norm(self: __torch__.Kernels, x: Tensor, w: Tensor, eps: Tensor) -> Tensor:
    square = torch.mean(torch.mul(x, x), [-1], True)
    return torch.mul(torch.mul(x, torch.rsqrt(torch.add(square, eps))), w)
  def rotate(self: __torch__.Kernels, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    half = torch.floordiv(torch.size(x, -1), 2)
    a = torch.narrow(x, -1, 0, half)
    b = torch.narrow(x, -1, half, half)
    turned = torch.addcmul(torch.mul(a, cos), b, sin, value=-1)
    return torch.cat([turned, torch.addcmul(torch.mul(b, cos), a, sin)], -1)
  def turned(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, norm: Tensor, eps: Tensor, cos: Tensor, sin: Tensor, heads: Tensor) -> Tensor:
    y = torch.to((self).split(x, w, b, int(heads), ), 6)
    if torch.gt(torch.numel(norm), 0):
      y = (self).rms_norm(y, norm, eps, )
    return (self).rotate(y, cos, sin, )
  def turned_query_key_value(self: __torch__.Kernels, x: Tensor, wq: Tensor, bq: Tensor, wk: Tensor, bk: Tensor, wv: Tensor, bv: Tensor, nq: Tensor, nk: Tensor, eps: Tensor, cos: Tensor, sin: Tensor, heads: Tensor, groups: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    y = torch.to(x, wq)
    q = (self).turned(y, wq, bq, nq, eps, cos, sin, heads, )
    k = (self).turned(y, wk, bk, nk, eps, cos, sin, groups, )
    return (q, k, torch.to((self).split(y, wv, bv, int(groups), ), 6))
  def activated(self: __torch__.Kernels, x: Tensor, how: Tensor) -> Tensor:
    which = int(how)
    if torch.eq(which, 0):
      y = torch.gelu(x)
    else:
      if torch.eq(which, 1):
        y0 = torch.gelu(x, approximate="tanh")
      else:
        y0 = torch.silu(x)
      y = y0
    return y
  def feed_forward(self: __torch__.Kernels, x: Tensor, w1: Tensor, b1: Tensor, how: Tensor, w2: Tensor, b2: Tensor) -> Tensor:
    y = (self).activated((self).map(x, w1, b1, ), how, )
    return torch.to((self).map(y, w2, b2, ), 6)
  def gated_feed_forward(self: __torch__.Kernels, x: Tensor, w1: Tensor, b1: Tensor, how: Tensor, wg: Tensor, bg: Tensor, w2: Tensor, b2: Tensor) -> Tensor:
    y = torch.to(x, w1)
    a = (self).activated((self).map(y, w1, b1, ), how, )
    return torch.to((self).map(torch.mul(a, (self).map(y, wg, bg, )), w2, b2, ), 6)
  def linear(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    return torch.to((self).map(x, w, b, ), 6)
  def bfloat16(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.to(x, 15)
  def float32(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.to(x, 6)
  def rows(self: __torch__.Kernels, ids: Tensor, w: Tensor) -> Tensor:
    return torch.to(torch.embedding(w, ids), 6)
