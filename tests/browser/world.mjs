// A small world to look at: the real program over a folder of its own, and five publishers on loopback.
//
// - `startDemo` runs `longwire demo` on a free port and waits until all is archived.
// - `World` knows its addresses, runs commands over the same folder, and ends what it began.
//
// Deliberately absent: building the program. `cargo build -p longwire` comes first; LONGWIRE_BINARY
// names another one.

import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
const BINARY = process.env.LONGWIRE_BINARY ?? join(TARGET, "debug", "longwire");

/** Where pictures of pages and tables of figures are left. */
export const SCREENSHOTS = process.env.LONGWIRE_SCREENSHOTS ?? join(TARGET, "screenshots");

/** How long the demo may take until its last article can be read, in milliseconds. */
const READY_MAX_MS = 60_000;

/** How long a program may take to end when asked to, in milliseconds. */
const END_MAX_MS = 10_000;

/** What the demo's publishers have written when they go on the air. */
const ARTICLES_AT_FIRST = 40;

/** Starts the demo. `port` is where the search for a free port begins. */
export async function startDemo(port = 18_200) {
  if (!existsSync(BINARY)) {
    throw new Error(`there is no ${BINARY}: run cargo build -p longwire, or name one in LONGWIRE_BINARY`);
  }
  const folder = await mkdtemp(join(tmpdir(), "longwire-browser-"));
  const program = spawn(BINARY, ["demo", "--data", folder, "--port", String(port)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const world = new World(folder, program);
  try {
    await world.ready();
  } catch (error) {
    await world.stop();
    throw error;
  }
  return world;
}

export class World {
  #program;
  #said = "";
  #complained = "";

  constructor(folder, program) {
    this.folder = folder;
    this.#program = program;
    program.stdout.on("data", (bytes) => (this.#said += bytes));
    program.stderr.on("data", (bytes) => (this.#complained = (this.#complained + bytes).slice(-20_000)));
  }

  /** An address of this server. */
  url(path) {
    return new URL(path, this.base).href;
  }

  /** What an address answers, read as JSON. */
  async json(path) {
    return (await this.#answer(path)).json();
  }

  /** What an address answers, as text. */
  async html(path) {
    return (await this.#answer(path)).text();
  }

  async #answer(path) {
    const response = await fetch(this.url(path));
    if (!response.ok) throw new Error(`${path} answers ${response.status}`);
    return response;
  }

  /** Waits until the server answers and every publisher's articles are archived. */
  async ready() {
    const until = Date.now() + READY_MAX_MS;
    for (;;) {
      if (this.#program.exitCode !== null) throw new Error(`the demo has ended: ${this.#complained}`);
      this.base = /http:\/\/127\.0\.0\.1:\d+\/(?= +the catalogue)/.exec(this.#said)?.[0];
      const found = this.base && (await this.json("publications.json").catch(() => null));
      const all = found?.find((publication) => publication.slug === "all");
      if (all?.article_count >= ARTICLES_AT_FIRST) return;
      if (Date.now() > until) throw new Error(`the demo was not ready in time: ${this.#complained}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** The addresses of feeds that the publishers offer, by language. */
  publishers() {
    return [...this.#said.matchAll(/^ {2}(\S+) +(http:\S+) +\((.+)\)$/gm)]
      .map(([, language, url, name]) => ({ language, url, name }));
  }

  /** Where the owner's first password is chosen, as the demo says it. */
  welcome() {
    return /http:\S+\/welcome\S*/.exec(this.#said)?.[0];
  }

  /** Runs a command over the same folder, `input` on its standard input; standard output comes back. */
  async run({ input = "" }, ...args) {
    const running = promisify(execFile)(BINARY, ["--data", this.folder, ...args]);
    running.child.stdin.end(input);
    return (await running).stdout;
  }

  /** Ends the program and removes its folder. */
  async stop() {
    if (this.#program.exitCode === null) {
      const ended = new Promise((resolve) => this.#program.once("exit", resolve));
      this.#program.kill("SIGINT");
      const impatience = setTimeout(() => this.#program.kill("SIGKILL"), END_MAX_MS);
      await ended;
      clearTimeout(impatience);
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
