// Evaluates JSONata for the interpreter: one JSON request a line on stdin, one JSON answer a line on stdout.
//
//   {"id":1,"check":["$a + 1", …]}                                          -> {"id":1,"results":[{"states":["input"]} | {"error":"…"}, …]}
//   {"id":2,"evaluate":["$a + 1", …],"bindings":{"a":1},"limitMilliseconds":1000} -> {"id":2,"results":[{"value":2} | {} | {"error":"…"}, …]}
//
// An answer without value is JSONata's undefined. The process ends with its stdin, so it never outlives the host.
import { createInterface } from "node:readline";
import jsonata from "jsonata";
import { register } from "./functions.mjs";

const DEEPEST = 500;
const STEPS_BETWEEN_LOOKS = 256;
const ENTRY = Symbol.for("jsonata.__evaluate_entry");
const EXIT = Symbol.for("jsonata.__evaluate_exit");
const compiled = new Map();

function compile(text) {
  let expression = compiled.get(text);
  if (expression === undefined) {
    expression = jsonata(text);
    register(expression);
    compiled.set(text, expression);
  }
  return expression;
}

function describe(error) {
  return error.code && error.code !== "StepFunctions" ? `${error.code}: ${error.message}` : String(error.message ?? error);
}

// The members of $states an expression names, so that one the field does not have is refused before anything runs.
function statesMembers(node, found) {
  if (Array.isArray(node)) {
    node.forEach((child) => statesMembers(child, found));
  } else if (node !== null && typeof node === "object") {
    if (node.type === "path" && node.steps[0]?.type === "variable" && node.steps[0].value === "states" && node.steps[1]?.type === "name") {
      found.add(node.steps[1].value);
    }
    Object.values(node).forEach((child) => statesMembers(child, found));
  }
  return found;
}

function check(text) {
  try {
    return { states: [...statesMembers(compile(text).ast(), new Set())] };
  } catch (error) {
    return { error: describe(error) };
  }
}

// One request is answered at a time, so the guards of one evaluation never count for another.
// Processor time, not the clock: on a busy machine an innocent expression may wait for its turn.
function limit(expression, milliseconds) {
  const start = process.cpuUsage();
  let depth = 0;
  let steps = 0;
  expression.assign(ENTRY, () => {
    if (++depth > DEEPEST) throw new Error(`The expression is nested or recurses deeper than ${DEEPEST}.`);
    if (++steps % STEPS_BETWEEN_LOOKS === 0 && process.cpuUsage(start).user > milliseconds * 1000) {
      throw new Error(`The expression took longer than ${milliseconds} ms.`);
    }
  });
  expression.assign(EXIT, () => { depth--; });
}

async function evaluate(text, bindings, milliseconds) {
  try {
    const expression = compile(text);
    limit(expression, milliseconds);
    const value = await expression.evaluate(undefined, bindings);
    if (typeof value === "function" || value?._jsonata_function || value?._jsonata_lambda) {
      return { error: "The result is a function, which is not JSON." };
    }
    return { value };
  } catch (error) {
    return { error: describe(error) };
  }
}

async function answer(request) {
  if (request.check) return request.check.map(check);
  const results = [];
  for (const text of request.evaluate) {
    results.push(await evaluate(text, request.bindings, request.limitMilliseconds));
  }
  return results;
}

const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
lines.on("close", () => process.exit(0));
for await (const line of lines) {
  const request = JSON.parse(line);
  process.stdout.write(`${JSON.stringify({ id: request.id, results: await answer(request) })}\n`);
}
