// Asks a running Fusebox with OpenAI's own client, and prints what came as one JSON object.
const OpenAI = require("openai");

const client = new OpenAI({
  baseURL: process.env.FUSEBOX_URL + "/v1",
  apiKey: process.env.FUSEBOX_TOKEN,
  maxRetries: 0,
});

const base64 = (text) => Buffer.from(text).toString("base64");

const content = [
  {type: "text", text: "what?"},
  {type: "image_url", image_url: {url: "data:image/png;base64," + base64("PIXELS")}},
  {type: "input_audio", input_audio: {data: base64("NOISE"), format: "wav"}},
];

async function refused(request) {
  try {
    await request;
    return "not refused";
  } catch (e) {
    return {type: e.constructor.name, status: e.status, code: e.code, message: e.message};
  }
}

async function main() {
  const models = [];
  for await (const model of client.models.list()) models.push(model.id);
  const chat = {model: "shapes", messages: [{role: "user", content}]};
  const whole = await client.chat.completions.create(chat);
  let streamed = "";
  let pieces = 0;
  let finish = "";
  for await (const chunk of await client.chat.completions.create({...chat, stream: true})) {
    streamed += chunk.choices[0]?.delta?.content ?? "";
    pieces += chunk.choices[0]?.delta?.content ? 1 : 0;
    finish = chunk.choices[0]?.finish_reason ?? finish;
  }
  console.log(JSON.stringify({
    models,
    one: (await client.models.retrieve("shapes")).object,
    answer: whole.choices[0].message.content,
    finish: whole.choices[0].finish_reason,
    streamed,
    pieces,
    streamedFinish: finish,
    unknown: await refused(client.chat.completions.create({...chat, model: "shaeps"})),
    fetched: await refused(client.chat.completions.create({model: "shapes", messages: [{role: "user",
      content: [{type: "image_url", image_url: {url: "http://127.0.0.1/a.png"}}]}]})),
    stranger: await refused(new OpenAI({baseURL: process.env.FUSEBOX_URL + "/v1", apiKey: "wrong",
      maxRetries: 0}).models.list()),
  }));
}

main();
