/** Annotators' files on their way to one: the files, where they differ, how well they agree. */
import { html, nothing, type PropertyValues } from "lit";
import { keyOf } from "../commands/keys";
import { errorMessage, errorPlace, isolated, listed } from "../strings";
import type { State } from "../store/state";
import { icon } from "../views/icons";
import { View } from "../views/view";
import { agreementPart } from "./agreement-part";
import { differencePart } from "./difference-part";
import { type AdjudicationAction, type Adjudicating, type Own, firstMark, isAtWork, openCount, ownLabels } from "./model";

export class AdjudicationView extends View {
  static override properties = { ...View.properties, own: { state: true } };

  protected override readonly uses = ["adjudicating", "strings", "settings", "schema"] as const;

  private own: Own | null = null;

  override render() {
    const { adjudicating } = this.state;
    return html`
      ${this.failure(adjudicating)}
      ${isAtWork(adjudicating) ? this.work(adjudicating) : this.chosenFiles(adjudicating)}
    `;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before = changed.get("state") as State | undefined;
    if (before && (before.adjudicating.at !== this.state.adjudicating.at || before.adjudicating.found !== this.state.adjudicating.found)) this.own = null;
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get("state") as State | undefined;
    // What is to be decided takes the keys as soon as it is there, and again when a mark of one's own is made.
    const { adjudicating } = this.state;
    const isNew = before && isAtWork(adjudicating) && (!isAtWork(before.adjudicating) || before.adjudicating.found !== adjudicating.found);
    if (isNew || (changed.has("own") && !this.own && changed.get("own"))) this.querySelector<HTMLElement>(".difference")?.focus();
    if (before && adjudicating.choosing && !before.adjudicating.choosing) this.querySelector<HTMLElement>(".go-on")?.focus();
    if (changed.has("own") && this.own && !changed.get("own")) this.querySelector<HTMLElement>(".own select")?.focus();
  }

  private act(action: AdjudicationAction): void {
    this.want({ type: "adjudicate", action });
  }

  private failure({ failure }: Adjudicating) {
    if (!failure) return nothing;
    const { strings } = this.state;
    return html`<p class="complaint" role="alert">${icon("warning")} ${errorMessage(strings, failure.code)} ${errorPlace(strings, failure.details)}</p>`;
  }

  private chosenFiles({ files, by, choosing, unsaved }: Adjudicating) {
    const { strings } = this.state;
    const t = strings.adjudication;
    return html`
      <p>${t.intro}</p>
      <label class="file-button plain">${icon("open")}<span>${t.choose}</span><input type="file" multiple data-first @change=${this.onFiles} /></label>
      ${files.length > 0 ? html`<ul class="annotators" aria-label=${t.annotators}>${files.map(({ name }, index) => html`<li><bdi>${name}</bdi>
        <button type="button" class="small" aria-label=${`${t.remove}: ${name}`} title=${t.remove} @click=${() => this.act({ do: "remove", index })}>${icon("close")}</button></li>`)}</ul>` : nothing}
      <label class="field"><span>${t.by}</span><input type="text" dir="auto" autocomplete="name" .value=${by} @change=${(event: Event) => this.act({ do: "name", by: (event.target as HTMLInputElement).value })} /></label>
      ${choosing && unsaved ? html`<p id="adjudication-unsaved" class="complaint">${icon("warning")} ${t.unsaved}</p>` : nothing}
      <div class="dialog-actions">
        ${choosing ? html`<button type="button" class="go-on primary" @click=${() => this.act({ do: "go-on" })}>${icon("undo")}<span>${t.goOn}</span></button>` : nothing}
        <button type="button" class=${choosing ? "plain" : "primary"} aria-describedby=${choosing && unsaved ? "adjudication-unsaved" : nothing} ?disabled=${files.length < 2} @click=${() => this.act({ do: "compare" })}>${icon("replace")}<span>${t.compare}</span></button>
        <span class="hint">${files.length < 2 ? t.needsTwo : ""}</span>
      </div>`;
  }

  private work(adjudicating: Adjudicating) {
    const { strings } = this.state;
    const t = strings.adjudication;
    const { found, part } = adjudicating;
    if (!found) return nothing;
    const total = found.differences.length;
    const decided = total - openCount(adjudicating);
    return html`
      <p class="hint">${t.summary(listed(strings, found.annotators.map(isolated)), found.documents.length, found.n_agreed)}</p>
      <div class="adjudication-tools">
        <div role="tablist" aria-label=${t.parts} class="parts" @keydown=${this.onTabKey}>
          ${(["differences", "agreement"] as const).map((each) => html`<button type="button" role="tab" id=${`part-${each}`} aria-controls="adjudication-part" aria-selected=${each === part} tabindex=${each === part ? 0 : -1}
            @click=${() => this.act({ do: "part", part: each })}>${t[each]}</button>`)}
        </div>
        <span class="decided"><progress max=${Math.max(total, 1)} value=${total === 0 ? 1 : decided} aria-label=${t.progress}></progress><span role="status">${t.decided(decided, total)}</span></span>
        ${this.tool("undo", t.undo, "undo", !adjudicating.undo)} ${this.tool("redo", t.redo, "redo", !adjudicating.redo)}
      </div>
      <div id="adjudication-part" role="tabpanel" aria-labelledby=${`part-${part}`}>
        ${part === "agreement" ? agreementPart(this.state, found) : this.differences(adjudicating)}
      </div>
      <div class="dialog-actions">
        <button type="button" class="primary" @click=${() => this.act({ do: "save" })}>${icon("export")}<span>${t.save}</span></button>
        <button type="button" class="plain" @click=${() => this.act({ do: "open" })}>${icon("open")}<span>${t.open}</span></button>
        ${found.annotators.length > 2 ? html`<button type="button" class="plain" ?disabled=${openCount(adjudicating) === 0} @click=${() => this.act({ do: "majority" })}>${icon("acceptAll")}<span>${t.majority}</span></button>` : nothing}
        <button type="button" class="plain" @click=${() => this.act({ do: "back" })}>${icon("replace")}<span>${t.others}</span></button>
      </div>`;
  }

  private tool(action: "undo" | "redo", name: string, shape: "undo" | "redo", disabled: boolean) {
    return html`<button type="button" class="tool" aria-label=${name} title=${name} ?disabled=${disabled} @click=${() => this.act({ do: action })}>${icon(shape)}</button>`;
  }

  private differences(adjudicating: Adjudicating) {
    const { strings } = this.state;
    const { found, at, choices } = adjudicating;
    const difference = found?.differences[at];
    if (!difference) return html`<p class="export-whole">${icon("saved")}${strings.adjudication.none}</p>`;
    return differencePart({
      state: this.state, difference, at, total: choices.length, choice: choices[at] ?? null, own: this.own,
      title: found?.documents[difference.document]?.title ?? null,
      onKey: this.onKey,
      choose: (choice) => this.choose({ do: "choose", at, choice }),
      go: (by) => this.act({ do: "go", by }),
      edit: (own) => {
        this.own = own;
      },
      begin: this.beginOwn,
    });
  }

  private choose(action: AdjudicationAction): void {
    this.own = null;
    this.act(action);
  }

  private readonly beginOwn = (): void => {
    const { adjudicating, schema } = this.state;
    const difference = adjudicating.found?.differences[adjudicating.at];
    if (!difference || !schema) return;
    const labels = ownLabels(difference, schema);
    const first = firstMark(difference);
    const label = labels.find((each) => each === first?.label) ?? labels[0];
    if (label) this.own = { label, span: first?.span ?? difference.span };
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { adjudicating } = this.state;
    const { found, at } = adjudicating;
    const difference = found?.differences[at];
    const isField = (event.target as HTMLElement).closest("input, select, .own");
    if (!difference || event.isComposing) return;
    const key = keyOf(event);
    const isRtl = this.state.settings.language === "ar";
    const forward = isRtl ? "ArrowLeft" : "ArrowRight";
    if (key === "Escape" && this.own) this.own = null;
    else if (key === "Ctrl+z") this.act({ do: "undo" });
    else if (key === "Ctrl+Shift+z" || key === "Ctrl+y") this.act({ do: "redo" });
    else if (key === "Ctrl+s") this.act({ do: "save" });
    else if (isField) return;
    else if (/^[\da]$/.test(key)) this.choose({ do: "press", key });
    else if (key === "o") this.beginOwn();
    else if (key === forward) this.act({ do: "go", by: 1 });
    else if (key === "ArrowLeft" || key === "ArrowRight") this.act({ do: "go", by: -1 });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private readonly onTabKey = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const part = this.state.adjudicating.part === "agreement" ? "differences" : "agreement";
    this.act({ do: "part", part });
    this.querySelector<HTMLElement>(`#part-${part}`)?.focus();
  };

  private readonly onFiles = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    if (files.length > 0) this.act({ do: "add", files });
    input.value = "";
  };
}

customElements.define("adjudication-view", AdjudicationView);
