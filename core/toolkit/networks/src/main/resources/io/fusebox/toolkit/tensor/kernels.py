class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def given(self: __torch__.Kernels, x: Tensor) -> Optional[Tensor]:
    there: Optional[Tensor] = None
    if torch.gt(torch.numel(x), 0):
      there = x
    return there
  def map(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    return torch.linear(x, w, (self).given(b, ))
  def split(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, heads: int) -> Tensor:
    b0, s, d, = torch.size(x)
    y = torch.view((self).map(x, w, b, ), [b0, s, heads, -1])
    return torch.transpose(y, 1, 2)
  def heads(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, scale: Tensor) -> Tensor:
    a = torch.scaled_dot_product_attention(q, torch.to(k, q), torch.to(v, q), (self).given(mask, ), 0., False, scale=float(scale))
    b0, h, t, d, = torch.size(a)
    return torch.reshape(torch.transpose(a, 1, 2), [b0, t, torch.mul(h, d)])
  def key_value(self: __torch__.Kernels, x: Tensor, wk: Tensor, bk: Tensor, wv: Tensor, bv: Tensor, heads: Tensor) -> Tuple[Tensor, Tensor]:
    h = int(heads)
    k = (self).split(torch.to(x, wk), wk, bk, h, )
    v = (self).split(torch.to(x, wv), wv, bv, h, )
    return (torch.to(k, x), torch.to(v, x))
  def attend(self: __torch__.Kernels, x: Tensor, wq: Tensor, bq: Tensor, k: Tensor, v: Tensor, mask: Tensor, scale: Tensor, wo: Tensor, bo: Tensor, heads: Tensor) -> Tensor:
    q = (self).split(torch.to(x, wq), wq, bq, int(heads), )
    a = (self).heads(q, k, v, mask, scale, )
    return torch.to((self).map(torch.to(a, wo), wo, bo, ), x)
  def self_attention(self: __torch__.Kernels, x: Tensor, wq: Tensor, bq: Tensor, wk: Tensor, bk: Tensor, wv: Tensor, bv: Tensor, mask: Tensor, scale: Tensor, wo: Tensor, bo: Tensor, heads: Tensor) -> Tensor:
    h = int(heads)
    y = torch.to(x, wq)
    q = (self).split(y, wq, bq, h, )
    k = (self).split(y, wk, bk, h, )
    v = (self).split(y, wv, bv, h, )
    a = (self).heads(q, k, v, mask, scale, )
    return torch.to((self).map(torch.to(a, wo), wo, bo, ), x)
  def feed_forward(self: __torch__.Kernels, x: Tensor, w1: Tensor, b1: Tensor, approximate: Tensor, w2: Tensor, b2: Tensor) -> Tensor:
    how = "none"
    if torch.gt(int(approximate), 0):
      how = "tanh"
    y = torch.gelu((self).map(torch.to(x, w1), w1, b1, ), approximate=how)
    return torch.to((self).map(torch.to(y, w2), w2, b2, ), x)
  def linear(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    return torch.to((self).map(torch.to(x, w), w, b, ), x)
  def gelu_tanh(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.gelu(x, approximate="tanh")
  def bfloat16(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.to(x, 15)
  def float32(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.to(x, 6)
  def rows(self: __torch__.Kernels, ids: Tensor, w: Tensor) -> Tensor:
    return torch.to(torch.embedding(w, ids), 6)
