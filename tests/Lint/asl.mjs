// Checks each state machine named on the command line: its layout, and its meaning by asl-validator.
import { readFileSync } from 'node:fs';
import validator from 'asl-validator';

const isScalar = value => value === null || typeof value !== 'object';

// Two spaces, and a list of plain values on one line: retriers stay readable.
function format(value, indent = '') {
  if (isScalar(value)) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const members = isList
    ? value.map(item => format(item, indent + '  '))
    : Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${format(item, indent + '  ')}`);
  if (members.length === 0) return isList ? '[]' : '{}';
  if (isList && value.every(isScalar)) return `[${members.join(', ')}]`;
  const lines = members.map(member => `${indent}  ${member}`).join(',\n');
  return isList ? `[\n${lines}\n${indent}]` : `{\n${lines}\n${indent}}`;
}

function firstDifference(text, expected) {
  const wanted = expected.split('\n');
  const line = text.split('\n').findIndex((found, index) => found !== wanted[index]);
  return `line ${line + 1}: expected ${JSON.stringify(wanted[line] ?? 'the end')}`;
}

// asl-validator wants the values that CloudFormation puts in: an ARN for ...Arn, a plain word for the rest.
const substitute = text => text.replace(/\$\{(\w+)\}/g, (_, name) =>
  name.endsWith('Arn') ? `arn:aws:lambda:eu-west-1:111122223333:function:${name}` : name === 'Partition' ? 'aws' : name);

function problems(file) {
  const text = readFileSync(file, 'utf8');
  const expected = format(JSON.parse(text)) + '\n';
  const found = text === expected ? [] : [`not formatted, ${firstDifference(text, expected)}`];
  const result = validator(JSON.parse(substitute(text)));
  return result.isValid ? found : [...found, result.errorsText()];
}

const report = process.argv.slice(2).flatMap(file => problems(file).map(problem => `${file}: ${problem}`));
report.forEach(line => console.error(line));
process.exitCode = report.length ? 1 : 0;
