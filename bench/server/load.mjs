/** Asks a server over plain sockets: HTTP/1.1 with kept connections, nothing of which a client library is the measure. */
import { connect } from "node:net";

/** A server that falls further behind than this has not kept the rate. */
const MOST_BEHIND_SECONDS = 5;
const END = Buffer.from("\r\n\r\n");

/** One connection: `ask(text)` resolves to the body of the answer. */
class Connection {
  #socket;
  #rest = Buffer.alloc(0);
  #done;
  #failed;

  static open(port) {
    return new Promise((resolve, reject) => {
      const own = new Connection();
      own.#socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => resolve(own));
      own.#socket.once("error", reject);
      own.#socket.on("data", (piece) => own.#take(piece));
      own.#socket.on("close", () => own.#failed?.(new Error("the server closed a connection")));
    });
  }

  ask(text) {
    return new Promise((resolve, reject) => {
      this.#done = resolve;
      this.#failed = reject;
      this.#socket.write(text);
    });
  }

  #take(piece) {
    this.#rest = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    const end = this.#rest.indexOf(END);
    if (end < 0) return;
    const head = this.#rest.toString("latin1", 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    if (Number.isNaN(length)) throw new Error(`an answer without a length: ${head}`);
    const whole = end + END.length + length;
    if (this.#rest.length < whole) return;
    const body = this.#rest.toString("utf8", end + END.length, whole);
    this.#rest = this.#rest.subarray(whole);
    if (head.startsWith("HTTP/1.1 200")) this.#done(body);
    else this.#failed(new Error(`${head}\n${body}`));
  }

  close() {
    this.#failed = undefined;
    this.#socket.destroy();
  }
}

function requestOf(port, headers, body) {
  return (
    `POST /access/v1/evaluation HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n` +
    `${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];

/**
 * Asks for some seconds. Without a rate each connection asks as soon as it has its answer. With one, questions are due at even
 * distances, and what is measured is the time from when one was due: a server that stands still is charged with all who waited.
 */
export async function load({ port, headers = "", bodies, connections, seconds, rate, onAnswer }) {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(port)));
  const texts = bodies.map((body) => requestOf(port, headers, body));
  const times = [];
  const start = performance.now();
  const end = start + seconds * 1_000;
  let asked = 0;
  let late = 0;
  let unanswered = 0;
  const closed = async (connection) => {
    while (performance.now() < end) {
      const k = asked++ % texts.length;
      const begun = performance.now();
      const body = await connection.ask(texts[k]);
      times.push(performance.now() - begun);
      onAnswer?.(k, body);
    }
  };
  const idle = [...open];
  const waiting = [];
  let underWay = 0;
  const serve = async (connection, k, due) => {
    underWay++;
    const body = await connection.ask(texts[k]);
    times.push(performance.now() - due);
    onAnswer?.(k, body);
    underWay--;
    const next = waiting.shift();
    if (next === undefined) idle.push(connection);
    else void serve(connection, next.k, next.due).catch(fail);
  };
  let fail;
  const failure = new Promise((_, reject) => {
    fail = reject;
  });
  const paced = async () => {
    for (let due = start; due < end; due = start + (asked * 1_000) / rate) {
      const wait = due - performance.now();
      // What asks must not take a whole core of the two that the server and the database have: it sleeps for a millisecond, by
      // which answers may be late.
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, 1));
      if (performance.now() < due) continue;
      const k = asked++ % texts.length;
      const connection = idle.pop();
      if (connection === undefined) {
        late++;
        waiting.push({ k, due });
      } else void serve(connection, k, due).catch(fail);
    }
    const patience = performance.now() + MOST_BEHIND_SECONDS * 1_000;
    while ((underWay > 0 || waiting.length > 0) && performance.now() < patience)
      await new Promise((resolve) => setTimeout(resolve, 5));
    // Whoever still waits is charged with the time so far.
    unanswered = waiting.length;
    for (const { due } of waiting.splice(0)) times.push(performance.now() - due);
  };
  await Promise.race([failure, rate === undefined ? Promise.all(open.map(closed)) : paced()]);
  const took = performance.now() - start;
  for (const connection of open) connection.close();
  times.sort((a, b) => a - b);
  return {
    rate: ((times.length - unanswered) / took) * 1_000,
    answers: times.length - unanswered,
    late,
    unanswered,
    median: at(times, 0.5),
    p99: at(times, 0.99),
    p999: at(times, 0.999),
    longest: times.at(-1),
  };
}
