/** The statistics, in pictures: marks by type and by what became of them, agreement with the suggestions, work a mark. */
import { html, nothing } from "lit";
import { colorClass } from "../dom/label-styles";
import type { LabelCount, Statistics } from "../engine/types";
import { labelName } from "../store/messages";
import { percent } from "../strings";
import { View } from "./view";

const FATES = ["accepted", "by_person", "suggested", "rejected"] as const;

export class StatisticsView extends View {
  protected override readonly uses = ["dialog", "strings", "settings", "schema"] as const;

  override render() {
    const { dialog, strings } = this.state;
    if (dialog?.kind !== "statistics") return nothing;
    const { statistics } = dialog;
    const labels = statistics.labels.toSorted((a, b) => total(b) - total(a));
    return html`
      <div class="figures">${this.figures(statistics)}</div>
      <p class="legend">${FATES.map((fate) => html`<span><i class=${`bar ${fate}`} aria-hidden="true"></i>${strings.statistics.fates[fate]}</span>`)}</p>
      <div class="statistics-table" tabindex="0" data-first role="group" aria-label=${strings.statistics.types}>
        ${(["entity", "event"] as const).map((kind) => this.kind(kind, labels.filter((label) => label.kind === kind)))}
      </div>
    `;
  }

  private figures(statistics: Statistics) {
    const { strings, settings, dialog } = this.state;
    const work = dialog?.kind === "statistics" ? dialog.work : null;
    const sum = (fate: (typeof FATES)[number]) => statistics.labels.reduce((n, label) => n + label[fate], 0);
    const judged = sum("accepted") + sum("rejected") + statistics.n_corrected + statistics.n_removed;
    const figures: [string, string][] = [
      [strings.statistics.agreement, judged === 0 ? "–" : percent(sum("accepted") / judged, settings.language)],
      [strings.statistics.corrected, String(statistics.n_corrected)],
      [strings.statistics.removed, String(statistics.n_removed)],
      [strings.statistics.added, String(statistics.n_added)],
    ];
    if (work && work.marks > 0) {
      figures.push([strings.statistics.actions, ((work.keys + work.clicks) / work.marks).toFixed(1)], [strings.statistics.seconds, (work.milliseconds / 1000 / work.marks).toFixed(1)]);
    }
    return figures.map(([name, value]) => html`<div class="figure"><strong dir="ltr">${value}</strong><span>${name}</span></div>`);
  }

  private kind(kind: LabelCount["kind"], labels: readonly LabelCount[]) {
    const { strings } = this.state;
    if (labels.length === 0) return nothing;
    const most = Math.max(...labels.map(total));
    return html`<h3>${strings.panel.tabs[kind === "entity" ? "entities" : "events"]}</h3>
      <table><tbody>${labels.map((label) => this.row(label, most))}</tbody></table>`;
  }

  private row(count: LabelCount, most: number) {
    const { schema, strings } = this.state;
    const parts = FATES.filter((fate) => count[fate] > 0);
    return html`<tr data-color=${schema ? colorClass(schema, count.kind, count.label) : ""}>
      <th scope="row"><i class="swatch" aria-hidden="true"></i>${labelName(this.state, count.kind, count.label)}</th>
      <td class="count">${total(count)}</td>
      <td class="bars"><span role="img" aria-label=${parts.map((fate) => `${strings.statistics.fates[fate]}: ${count[fate]}`).join(", ")}>
        ${parts.map((fate) => html`<i class=${`bar ${fate}`} title=${`${strings.statistics.fates[fate]}: ${count[fate]}`} .style=${`inline-size:${(count[fate] / most) * 100}%`}></i>`)}</span></td>
    </tr>`;
  }
}

function total(count: LabelCount): number {
  return count.accepted + count.by_person + count.suggested + count.rejected;
}

customElements.define("statistics-view", StatisticsView);
