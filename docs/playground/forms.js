// The four forms: each is filled from the catalogue, and read as plain data.

import { byId, fillSelect, make } from "./dom.js";

const NOT_RATED = "";

function slider({ id, name, description, low, high, value }) {
  const input = make("input", {
    type: "range",
    id: `pg-health-${id}`,
    name: id,
    min: low,
    max: high,
    step: "1",
    value,
    "aria-describedby": `pg-health-${id}-hint`,
  });
  const shown = make("output", { for: input.id, "aria-live": "off" }, String(value));
  input.addEventListener("input", () => {
    shown.textContent = input.value;
  });
  return make(
    "div",
    { class: "pg-field" },
    make("label", { for: input.id }, name),
    make("div", { class: "pg-slider" }, input, shown),
    make("div", { class: "pg-hint", id: `pg-health-${id}-hint` }, description),
  );
}

const health = {
  fill({ health: components }) {
    byId("pg-health-fields").append(...components.map(slider));
  },
  read(form) {
    const sliders = [...form.querySelectorAll("input")];
    return Object.fromEntries(sliders.map((each) => [each.name, Number(each.value)]));
  },
};

function element({ id, name }, scale) {
  const choices = [{ id: NOT_RATED, name: "not answered" }, ...scale];
  const radios = choices.map((choice) => {
    const radio = make("input", { type: "radio", name: id, value: choice.id });
    radio.checked = choice.id === NOT_RATED;
    const shown = choice.id === NOT_RATED ? "?" : choice.id;
    radio.setAttribute("aria-label", `${shown}: ${choice.name}`);
    return make("label", { title: choice.name }, radio, shown);
  });
  return make(
    "fieldset",
    { class: "pg-element" },
    make("legend", {}, name),
    make("div", { class: "pg-choices" }, ...radios),
  );
}

const readiness = {
  fill({ sections, scale }) {
    byId("pg-scale").textContent = scale.map(({ id, name }) => `${id}: ${name}`).join("; ");
    const all = byId("pg-rate-all");
    fillSelect(all, [{ id: NOT_RATED, name: "not answered" }, ...scale], NOT_RATED);
    for (const option of all.options) {
      if (option.value !== NOT_RATED) option.textContent = `${option.value}: ${option.text}`;
    }
    const parts = sections.map((section, place) => {
      const rated = section.elements.map((each) => element(each, scale));
      const part = make("details", {}, make("summary", {}, section.name), ...rated);
      part.open = place === 0;
      return part;
    });
    byId("pg-readiness-fields").append(...parts);
    all.addEventListener("change", () => {
      for (const radio of byId("pg-readiness-fields").querySelectorAll("input")) {
        radio.checked = radio.value === all.value;
      }
    });
  },
  read(form) {
    const chosen = [...form.querySelectorAll("input:checked")];
    const rated = chosen.filter((each) => each.value !== NOT_RATED);
    return Object.fromEntries(rated.map((each) => [each.name, Number(each.value)]));
  },
};

const calendar = {
  fill({ units }) {
    byId("pg-calendar-text").value =
      "Mon-Thu 09:00-12:00 13:00-17:30; Fri 09:00-14:00; zone Europe/Berlin";
    byId("pg-start").value = "2026-05-08T11:30";
    byId("pg-zone").value = "Europe/Berlin";
    byId("pg-amount").value = "8";
    fillSelect(byId("pg-unit"), units, "hours");
  },
  read(form) {
    const { calendar: text, start, zone, amount, unit } = form.elements;
    return {
      calendar: text.value,
      start: start.value,
      zone: zone.value,
      amount: amount.value === "" ? null : Number(amount.value),
      unit: unit.value,
    };
  },
};

const access = {
  fill({ roles, stages, ties, statuses }) {
    fillSelect(byId("pg-role"), roles, "PSM");
    fillSelect(byId("pg-stage"), stages, "gate_3");
    fillSelect(byId("pg-tie"), ties, "assigned");
    fillSelect(byId("pg-gate"), stages, "gate_3");
    fillSelect(byId("pg-status"), statuses, "awaiting_sign_off");
  },
  read(form) {
    const { role, stage, tie, gate, status, reason } = form.elements;
    return {
      role: role.value,
      stage: stage.value,
      tie: tie.value,
      gate: gate.value,
      status: status.value,
      reason: reason.checked,
    };
  },
};

export const FORMS = { health, readiness, calendar, access };
