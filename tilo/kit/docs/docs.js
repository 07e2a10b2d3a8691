// Draws /openapi.json: every operation by tag, its types, and a form to try it. Needs nothing else.

const METHODS = ["get", "post", "put", "patch", "delete"];
const DEEPEST = 6;
let api;

function make(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const nameOf = (ref) => ref.split("/").pop();
const resolve = (schema) =>
  schema && schema.$ref ? { ...api.components.schemas[nameOf(schema.$ref)], ...rest(schema) } : (schema ?? {});
const rest = ({ $ref, ...others }) => others;

/** A type in a few words: "array of OrderLine", "integer 1…999", "one of till, table_qr". */
function words(schema) {
  if (!schema || Object.keys(schema).length === 0) return "anything";
  if (schema.$ref) return nameOf(schema.$ref);
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum) return `one of ${schema.enum.map((each) => JSON.stringify(each)).join(", ")}`;
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return choices.map(words).join(" or ");
  if (schema.type === "array") return `array of ${words(schema.items)}${limits(schema, "minItems", "maxItems")}`;
  if (schema.type === "object" && schema.additionalProperties) return `object of ${words(schema.additionalProperties)}`;
  if (schema.type === "string") {
    const pattern = schema.pattern ? ` like ${schema.pattern}` : "";
    return `${schema.format ?? "string"}${limits(schema, "minLength", "maxLength")}${pattern}`;
  }
  return `${schema.type ?? "anything"}${limits(schema, "minimum", "maximum")}`;
}

function limits(schema, low, high) {
  const outer = (value) => value === undefined || Math.abs(value) >= 2 ** 53;
  if (outer(schema[low]) && outer(schema[high])) return "";
  return ` ${outer(schema[low]) ? "" : schema[low]}…${outer(schema[high]) ? "" : schema[high]}`;
}

/** A value that fits the schema, to begin a request with. */
function example(schema, depth = 0) {
  schema = resolve(schema);
  if (schema.default !== undefined) return schema.default;
  if (schema.examples?.length) return schema.examples[0];
  if ("const" in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return example(choices[0], depth);
  if (schema.type === "object") return exampleObject(schema, depth);
  if (schema.type === "array") return depth < DEEPEST && schema.items ? [example(schema.items, depth + 1)] : [];
  if (schema.type === "integer" || schema.type === "number") return Math.max(0, usable(schema.minimum));
  if (schema.type === "boolean") return false;
  if (schema.type === "null") return null;
  if (schema.format === "uuid") return newId();
  if (schema.format === "date") return new Date().toISOString().slice(0, 10);
  if (schema.format === "date-time") return new Date().toISOString();
  return "x".repeat(Math.min(schema.minLength ?? 0, 40));
}

const usable = (minimum) => (minimum !== undefined && Math.abs(minimum) < 2 ** 53 ? minimum : 0);

function exampleObject(schema, depth) {
  if (depth >= DEEPEST) return {};
  const wanted = Object.entries(schema.properties ?? {});
  return Object.fromEntries(wanted.map(([name, each]) => [name, example(each, depth + 1)]));
}

/** A UUIDv7. `crypto.randomUUID` is absent where the page is not served over https. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now = Date.now();
  for (let place = 0; place < 6; place++) bytes[place] = Math.floor(now / 2 ** (8 * (5 - place))) % 256;
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function table(rows) {
  return make("table", {}, make("tbody", {}, ...rows.map((cells) =>
    make("tr", {}, ...cells.map((cell) => make("td", {}, cell))))));
}

function properties(schema) {
  const required = new Set(schema.required ?? []);
  return table(Object.entries(schema.properties ?? {}).map(([name, each]) => [
    make("code", {}, name + (required.has(name) ? "" : "?")),
    typed(each, each.description),
  ]));
}

function typed(schema, description) {
  const refs = [...new Set([...JSON.stringify(schema).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((found) => found[1]))];
  // The words with every type's name in them made a link to it.
  const pieces = refs.length ? words(schema).split(new RegExp(`\\b(${refs.join("|")})\\b`)) : [words(schema)];
  const text = make("span", {}, ...pieces.map((each) => (refs.includes(each) ? make("a", { href: `#schema-${each}` }, each) : each)));
  return description ? make("div", {}, text, make("div", { class: "soft" }, description)) : text;
}

function operation(path, method, each) {
  const inside = make("div", { class: "inside" });
  const details = make("details", { id: each.operationId, "data-find": [path, method, each.operationId, each["x-permission"], each.summary].join(" ").toLowerCase() },
    make("summary", {},
      make("span", { class: `method ${method}` }, method.toUpperCase()),
      make("span", { class: "path" }, path),
      make("span", { class: "soft" }, each.summary ?? "")),
    inside);
  // Drawn when first opened: a phone need not lay out two hundred forms.
  details.addEventListener("toggle", () => details.open && !inside.hasChildNodes() && draw(inside, path, method, each));
  return details;
}

function draw(inside, path, method, each) {
  const open = each.security?.length === 0;
  inside.append(
    make("p", {}, each.description ?? ""),
    make("p", { class: "soft" }, open ? "Open to anyone." : "Needs the permission ", open ? null : make("code", {}, each["x-permission"])));
  if (each.parameters) {
    inside.append(make("h3", {}, "Parameters"), table(each.parameters.map((one) => [
      make("code", {}, one.name + (one.required ? "" : "?")),
      typed(one.schema, [one.in, one.description].filter(Boolean).join(": ")),
    ])));
  }
  const body = bodyOf(each);
  if (body) inside.append(make("h3", {}, `Body, ${body.kind}`), body.schema ? shape(body.schema) : null);
  inside.append(make("h3", {}, "Answers"), table(Object.entries(each.responses).map(answer)));
  inside.append(make("h3", {}, "Try it"), trial(path, method, each, body));
}

function bodyOf(each) {
  const [kind, content] = Object.entries(each.requestBody?.content ?? {})[0] ?? [];
  return kind ? { kind, schema: content.schema } : null;
}

function shape(schema) {
  const full = resolve(schema);
  return full.properties ? properties(full) : typed(schema);
}

function answer([status, response]) {
  const schema = Object.values(response.content ?? {})[0]?.schema;
  const says = make("div", {},
    ...response.description.split("\n").map((line) => make("div", {}, line.replaceAll("`", ""))));
  if (schema && status < 400) says.append(typed(schema));
  return [make("code", { class: `status ${status < 400 ? "yes" : "no"}` }, status), says];
}

function trial(path, method, each, body) {
  const result = make("div", { "aria-live": "polite" });
  const fields = (each.parameters ?? []).map((one) => field(one));
  const input = body?.schema ? make("textarea", { name: "body", spellcheck: "false", "aria-label": "Body" }) : body ? make("input", { type: "file", name: "body", "aria-label": "Body" }) : null;
  if (body?.schema) {
    input.value = JSON.stringify(example(body.schema), null, 2);
    input.rows = Math.min(input.value.split("\n").length + 1, 24);
  }
  const button = make("button", {}, "Send");
  return make("form", {
    novalidate: true,
    onsubmit: async (event) => {
      event.preventDefault();
      button.disabled = true;
      result.replaceChildren(await send(path, method, each, event.target, body));
      button.disabled = false;
    },
  }, ...fields, input && make("label", {}, "Body", input), button, result);
}

function field(one) {
  const name = `${one.in}:${one.name}`;
  const values = one.schema.enum;
  const input = values
    ? make("select", { name }, make("option", { value: "" }, ""), ...values.map((each) => make("option", { value: each }, String(each))))
    : make("input", { name, placeholder: words(one.schema), autocomplete: "off" });
  if (!values && one.in === "path" && one.schema.format !== "uuid") input.value = one.schema.default ?? "";
  return make("label", {}, `${one.name} (${one.in}${one.required ? "" : ", may be left out"}${one.schema.type === "array" ? ", values parted by commas" : ""})`, input);
}

async function send(path, method, each, form, body) {
  const query = new URLSearchParams();
  for (const one of each.parameters ?? []) {
    const value = form.elements[`${one.in}:${one.name}`].value;
    if (one.in === "path") path = path.replace(`{${one.name}}`, encodeURIComponent(value));
    else if (value !== "") (one.schema.type === "array" ? value.split(",") : [value]).forEach((v) => query.append(one.name, v.trim()));
  }
  const headers = { "Accept-Language": "en" };
  const token = document.getElementById("token").value.trim();
  if (token) headers.Authorization = `Bearer ${token}`;
  const options = { method: method.toUpperCase(), headers, credentials: "same-origin" };
  if (body) {
    options.body = body.schema ? form.elements.body.value : form.elements.body.files[0];
    headers["Content-Type"] = body.schema ? body.kind : options.body?.type || "application/octet-stream";
  }
  return outcome(path + (query.size ? `?${query}` : ""), options);
}

async function outcome(url, options) {
  const began = performance.now();
  try {
    const response = await fetch(url, options);
    const text = await response.text();
    const took = Math.round(performance.now() - began);
    const line = `${response.status} ${response.statusText} in ${took} ms, request ${response.headers.get("X-Request-Id") ?? "unknown"}`;
    return make("div", {}, make("p", { class: response.ok ? "yes" : "no" }, line), text ? make("pre", { tabindex: "0" }, pretty(text)) : null);
  } catch {
    return make("p", { class: "no" }, "No answer: the server cannot be reached.");
  }
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function find(text) {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  for (const group of document.querySelectorAll("[data-tag]")) {
    let shown = 0;
    for (const each of group.querySelectorAll("details")) {
      each.hidden = !wanted.every((word) => each.dataset.find.includes(word));
      shown += each.hidden ? 0 : 1;
    }
    group.hidden = shown === 0;
  }
}

function show() {
  document.title = api.info.title;
  document.getElementById("title").textContent = `${api.info.title} ${api.info.version}`;
  document.getElementById("about").textContent = api.info.description ?? "";
  const groups = new Map(api.tags.map(({ name }) => [name, make("section", { "data-tag": name }, make("h2", {}, name))]));
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const method of METHODS.filter((each) => methods[each])) {
      groups.get(methods[method].tags[0]).append(operation(path, method, methods[method]));
    }
  }
  document.getElementById("operations").replaceChildren(...groups.values());
  document.getElementById("operations").removeAttribute("aria-busy");
  document.getElementById("schemas").append(make("h2", {}, "Schemas"), ...Object.entries(api.components.schemas).map(schemaBox));
  document.querySelector(".tools").addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("find").addEventListener("input", (event) => find(event.target.value));
}

function schemaBox([name, schema]) {
  const inside = make("div", { class: "inside" }, make("p", { class: "soft" }, schema.description ?? ""), schema.properties ? properties(schema) : typed(schema));
  return make("details", { id: `schema-${name}` }, make("summary", {}, make("span", { class: "path" }, name)), inside);
}

/** A link to an operation or a schema opens it. */
function follow() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    target.scrollIntoView({ block: "start" });
  }
}

try {
  const response = await fetch("/openapi.json");
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  api = await response.json();
  show();
  follow();
  addEventListener("hashchange", follow);
} catch (error) {
  document.getElementById("operations").replaceChildren(
    make("p", { class: "no" }, `The description cannot be read (${error.message}). Reload the page when the server is back.`));
}
