// A page that shows one questionnaire with react-jsonschema-form.
//
// The test puts {schema, uiSchema, formData} into window.shown before this script runs, and reads
// window.submitted and window.refused after a click on the button.

import Form from "@rjsf/core";
import { customizeValidator } from "@rjsf/validator-ajv8";
import Ajv2020 from "ajv/dist/2020.js";
import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";

const validator = customizeValidator({ AjvClass: Ajv2020 });

// A list of which nothing is chosen is no answer.
function answered(formData) {
  const isAnswer = ([, answer]) => !(Array.isArray(answer) && answer.length === 0);
  const given = (section) => Object.fromEntries(Object.entries(section).filter(isAnswer));
  return Object.fromEntries(
    Object.entries(formData).map(([key, section]) => [key, given(section)]),
  );
}

// A constraint says in its comment what is wrong where it does not hold.
function messageOf(schema, { schemaPath, message }) {
  const keys = schemaPath.split("/").slice(1, -1);
  return keys.reduce((part, key) => part?.[key], schema)?.$comment ?? message;
}

function readable(errors, schema) {
  return errors
    .filter(({ name }) => name !== "if")
    .map((error) => ({ ...error, message: messageOf(schema, error) }));
}

function Page({ schema, uiSchema, formData: given }) {
  const [formData, setFormData] = useState(given);
  return createElement(Form, {
    schema,
    uiSchema,
    validator,
    formData,
    onChange: (event) => setFormData(answered(event.formData)),
    onSubmit: (event) => {
      window.submitted = event.formData;
    },
    onError: (errors) => {
      window.refused = errors.map(({ property, message }) => ({ property, message }));
    },
    // What is hidden again is dropped: an answer to a hidden field is an error.
    omitExtraData: true,
    liveOmit: "onChange",
    // Nothing is answered before somebody answers it.
    experimental_defaultFormStateBehavior: {
      arrayMinItems: { populate: "never" },
      requiredBooleanDefault: "skip",
    },
    // The messages of the schema are shown, not those of the browser.
    noHtml5Validate: true,
    transformErrors: (errors) => readable(errors, schema),
  });
}

createRoot(document.querySelector("main")).render(createElement(Page, window.shown));
