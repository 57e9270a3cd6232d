// The functions Step Functions adds to JSONata, and the one it takes away.
import { createHash, randomUUID } from "node:crypto";

const HASHES = { MD5: "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512" };
const LONGEST_RANGE = 1000;

function fail(message) {
  throw Object.assign(new Error(message), { code: "StepFunctions" });
}

function partition(array, size) {
  if (!Array.isArray(array)) fail("$partition: the first argument must be an array.");
  if (!Number.isInteger(size) || size < 1) fail("$partition: the chunk size must be a positive integer.");
  const chunks = [];
  for (let at = 0; at < array.length; at += size) chunks.push(array.slice(at, at + size));
  return chunks;
}

function range(first, last, step) {
  if (![first, last, step].every(Number.isInteger)) fail("$range: all arguments must be integers.");
  if (step === 0) fail("$range: the step must not be 0.");
  const numbers = [];
  for (let n = first; step > 0 ? n <= last : n >= last; n += step) {
    if (numbers.length === LONGEST_RANGE) fail(`$range: more than ${LONGEST_RANGE} items.`);
    numbers.push(n);
  }
  return numbers;
}

function hash(content, algorithm) {
  if (!(algorithm in HASHES)) fail(`$hash: the algorithm must be one of ${Object.keys(HASHES).join(", ")}.`);
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return createHash(HASHES[algorithm]).update(text, "utf8").digest("hex");
}

// mulberry32: a small generator, so that the same seed gives the same number.
function seeded(seed) {
  let a = (seed + 0x6d2b79f5) | 0;
  a = Math.imul(a ^ (a >>> 15), a | 1);
  a ^= a + Math.imul(a ^ (a >>> 7), a | 61);
  return ((a ^ (a >>> 14)) >>> 0) / 4294967296;
}

function random(seed) {
  if (seed === undefined) return Math.random();
  if (!Number.isInteger(seed)) fail("$random: the seed must be an integer.");
  return seeded(seed);
}

function parse(text) {
  if (text === undefined) return undefined;
  if (typeof text !== "string") fail("$parse: the argument must be a string.");
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail(`$parse: ${error.message}`);
  }
}

export function register(expression) {
  expression.registerFunction("partition", partition);
  expression.registerFunction("range", range);
  expression.registerFunction("hash", hash);
  expression.registerFunction("random", random);
  expression.registerFunction("uuid", () => randomUUID());
  expression.registerFunction("parse", parse);
  expression.registerFunction("eval", () => fail("$eval is not supported. Use $parse to read JSON text."));
}
