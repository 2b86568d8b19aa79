import "../annotator.js";

const annotator = document.querySelector("hashiya-annotator");
const marks = document.querySelector("#marks");

document.querySelector("#open").addEventListener("click", async () => {
  await annotator.closeAll();
  await annotator.openText(document.querySelector("#text").value);
});

annotator.addEventListener("hashiya-change", async () => {
  const { documents } = JSON.parse(await annotator.export());
  marks.textContent = documents.flatMap(({ entities }) => entities.map(({ text, label }) => `${text}: ${label}`)).join("\n");
});
