/** Pictures that the page draws, as files. */
import { download } from "./files";

/** What of a picture's looks the page's style sheets say. */
const LOOKS = ["fill", "stroke", "stroke-width", "font-family", "font-size"] as const;

/** Saves a drawn picture as it looks now. */
export function savePicture(picture: SVGSVGElement, name: string): void {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const copies = copy.querySelectorAll("*");
  picture.querySelectorAll("*").forEach((element, index) => {
    const style = getComputedStyle(element);
    for (const look of LOOKS) copies[index]?.setAttribute(look, style.getPropertyValue(look));
  });
  download(name, new XMLSerializer().serializeToString(copy), "image/svg+xml");
}
