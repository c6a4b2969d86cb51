// A page that shows one questionnaire with react-jsonschema-form as it comes.
//
// The test puts {schema, uiSchema} into window.shown before this script runs, and reads
// window.submitted and window.refused after a click on the button.

import Form from "@rjsf/core";
import { customizeValidator } from "@rjsf/validator-ajv8";
import Ajv2020 from "ajv/dist/2020.js";
import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";

const validator = customizeValidator({ AjvClass: Ajv2020 });

function Page({ schema, uiSchema }) {
  const [formData, setFormData] = useState({});
  return createElement(Form, {
    schema,
    uiSchema,
    validator,
    formData,
    onChange: (event) => setFormData(event.formData),
    onSubmit: (event) => {
      window.submitted = event.formData;
    },
    onError: (errors) => {
      window.refused = errors.map(({ property, message }) => ({ property, message }));
    },
    // What is hidden again is dropped: an answer to a hidden field is an error.
    omitExtraData: true,
    liveOmit: "onChange",
    // The messages of the schema are shown, not those of the browser.
    noHtml5Validate: true,
    showErrorList: "top",
  });
}

createRoot(document.querySelector("main")).render(createElement(Page, window.shown));
