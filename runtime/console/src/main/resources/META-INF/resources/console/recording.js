// Sound from the microphone, as a WAV file that is made here.
import {html} from "./lit.js";
import {changed} from "./store.js";
import {icon} from "./icons.js";
import {wav} from "./wav.js";

const HERTZ = 16000;
const LONGEST_SECONDS = 60;
const REFUSED = {
  NotAllowedError: "The browser does not let this page use the microphone. Allow it next to the address, and record again.",
  NotFoundError: "There is no microphone.",
  NotReadableError: "The microphone cannot be read; does another program use it?",
};

const view = {recorder: null, start: 0, opening: false, problem: ""};

/** A button that records until it is pressed again; the file goes to those who take files. */
export function recording(take) {
  const {recorder} = view;
  return html`<div class="field">
    <button type="button" class="record" aria-pressed=${recorder ? "true" : "false"} ?disabled=${view.opening} @click=${() => (recorder ? recorder.stop() : begin(take))}>
      ${icon(recorder ? "stop" : "audio")}${recorder ? `Stop recording · ${seconds()} s` : "Record sound"}</button>
    <p class="problem" role="alert">${view.problem}</p></div>`;
}

const seconds = () => Math.floor((performance.now() - view.start) / 1000);

async function begin(take) {
  view.opening = true;
  view.problem = "";
  changed();
  try {
    await record(await microphone(), take);
  } catch (e) {
    view.problem = REFUSED[e.name] || e.message;
  }
  view.opening = false;
  changed();
}

async function microphone() {
  if (!navigator.mediaDevices || !window.MediaRecorder) {
    throw new Error("The browser records sound only on this machine's own address (127.0.0.1) or over https.");
  }
  return navigator.mediaDevices.getUserMedia({audio: true});
}

function record(stream, take) {
  const recorder = new MediaRecorder(stream);
  const parts = [];
  const timer = setTimeout(() => recorder.stop(), LONGEST_SECONDS * 1000);
  recorder.addEventListener("dataavailable", (e) => parts.push(e.data));
  recorder.addEventListener("stop", () => {
    clearTimeout(timer);
    stream.getTracks().forEach((track) => track.stop());
    view.recorder = null;
    changed();
    file(new Blob(parts, {type: recorder.mimeType})).then((sound) => take([sound]), (e) => {
      view.problem = `The recording cannot be read: ${e.message}`;
      changed();
    });
  });
  recorder.start();
  Object.assign(view, {recorder, start: performance.now()});
}

async function file(recorded) {
  const sound = await new OfflineAudioContext(1, 1, HERTZ).decodeAudioData(await recorded.arrayBuffer());
  return new File([wav(mono(sound), HERTZ)], "recording.wav", {type: "audio/wav"});
}

function mono(sound) {
  const channels = Array.from({length: sound.numberOfChannels}, (_, i) => sound.getChannelData(i));
  return channels[0].map((_, at) => channels.reduce((sum, c) => sum + c[at], 0) / channels.length);
}
