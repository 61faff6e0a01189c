package io.fusebox.runtime.verify;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.api.reference.ReferenceCase;

/** The kinds of reference cases that come with Fusebox. */
public final class ReferenceCases extends PluginModule {
  @Override
  protected void configure() {
    provide("bart", new BartVerifier());
    provide("bart-embeds", new BartEmbedsVerifier());
    provide("bart-scaled", new BartScaledVerifier());
    provide("t5", new T5Verifier());
    provide("gpt2", new CausalVerifier("gpt2(-.*)?"));
    provide("llama", new CausalVerifier("llama.*"));
    provide("qwen", new CausalVerifier("qwen.*"));
    provide("promptfuse", new PromptFuseVerifier());
    provide("integrated-gradients", new IntegratedGradientsVerifier());
    provide("vit", new PixelsVerifier("vit", "vit(-.*)?"));
    provide("clip", new PixelsVerifier("clip", "clip(-vision)?(-.*)?"));
    provide("siglip", new PixelsVerifier("siglip", "siglip(-.*)?"));
    provide("dinov2", new PixelsVerifier("dinov2", "dinov2(-.*)?"));
    provide("videomae", new PixelsVerifier("videomae", "videomae(-.*)?"));
    provide("wav2vec2", new Wav2Vec2Verifier());
    provide("hubert", new HubertVerifier());
    provide("whisper", new SpectrogramVerifier("whisper", "whisper(-.*)?", "input_features"));
    provide("ast", new SpectrogramVerifier("ast", "ast(-.*)?", "input_values"));
    provide("audio", new AudioVerifier());
    provide("tokenizer", new TokenizerVerifier());
    provide("vqa", new VqaVerifier());
    provide("classification", new ClassificationVerifier());
  }

  /** An encoder or a strategy has the name itself. */
  private void provide(String name, ReferenceCase kind) {
    provide(name + "-case", ReferenceCase.class, host -> kind);
  }
}
