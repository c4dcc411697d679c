/** A judge behind OpenAI's protocol that answers after 20 ms, for measuring what surrounds it. */
import { createServer } from "node:http";

const reply = JSON.stringify({
  choices: [{ message: { role: "assistant", content: "1" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 100, completion_tokens: 1 },
});
const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    setTimeout(() => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(reply);
    }, 20);
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
