// Says which answers a schema accepts, by Ajv as react-jsonschema-form uses it.
//
// From standard input: [{"schema", "answers": [...]}]; to standard output a list of lists
// of true and false.

import { text } from "node:stream/consumers";

import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const wanted = JSON.parse(await text(process.stdin));
const found = wanted.map(({ schema, answers }) => {
  const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
  addFormats(ajv);
  const accepts = ajv.compile(schema);
  return answers.map((each) => accepts(each));
});
process.stdout.write(JSON.stringify(found));
