/** How the page of a plan looks, in a light and a dark scheme, on a wide and on a narrow screen. */
export const PLAN_STYLE = `
:root{color-scheme:light dark;--page:#fff;--ink:#1b1f24;--faint:#57606a;--card:#f6f8fa;--line:#8c959f;--edge:#6e7781;--create:#116329;--change:#7d4e00;--prune:#a40e26;--recreate:#0550ae;--bad:#a40e26;--good:#116329;--focus:#0969da}
@media (prefers-color-scheme:dark){:root{--page:#0d1117;--ink:#e6edf3;--faint:#9da7b3;--card:#161b22;--line:#6e7681;--edge:#8b949e;--create:#56d364;--change:#e3b341;--prune:#ff8182;--recreate:#79c0ff;--bad:#ff8182;--good:#56d364;--focus:#58a6ff}}
*{box-sizing:border-box}
body{margin:0;padding:16px;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;margin:.2em 0}h2{font-size:1.25rem;margin:1em 0 .3em}h3{font-size:1.1rem}h4{font-size:1rem;margin:1em 0 .3em}
small,.faint{color:var(--faint);font-weight:400}
a{color:var(--focus)}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.skip{position:absolute;left:-9999px}.skip:focus{position:static}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:8px 0 14px;padding:0;list-style:none;color:var(--faint);font-size:.9rem}
svg{display:block;max-width:100%;height:auto;font-family:"DejaVu Sans Mono","Liberation Mono",Menlo,Consolas,monospace;font-size:12px}
svg.narrow{display:none}
svg text{fill:var(--ink)}
svg .title,svg .note{paint-order:stroke;stroke:var(--page);stroke-width:4px;stroke-linejoin:round}
svg .title{font-weight:700}
svg .note,svg .kind{fill:var(--faint)}
svg .name{font-weight:700}
svg .what,svg .wait,.legend .wait{fill:var(--recreate);color:var(--recreate)}
svg .fail,.legend .fail{fill:var(--change);color:var(--change)}
svg text.broken,.legend .broken,.bad{fill:var(--bad);color:var(--bad);font-weight:700}
.good{color:var(--good)}
.box{text-decoration:none}
.box rect{fill:var(--card);stroke:var(--line);stroke-width:1}
.box.create rect{stroke:var(--create)}.box.change rect{stroke:var(--change)}.box.prune rect{stroke:var(--prune)}.box.recreate rect{stroke:var(--recreate)}
.box.keep rect,.box.leave rect{stroke-dasharray:4 3}
.box.broken rect{stroke:var(--bad);stroke-width:3}
.box:focus-visible{outline:none}
.box:focus-visible rect,.box:hover rect{stroke:var(--focus);stroke-width:3}
.edge{fill:none;stroke:var(--edge);stroke-width:1;opacity:.45}
.edge.late{stroke:var(--bad);stroke-dasharray:5 3;opacity:.9}
.tip path{fill:var(--edge)}.tip.late path{fill:var(--bad)}
.objects,.stories{padding-left:1.4em}
.objects li,.stories li{margin:.4em 0}
li:target{background:var(--card);outline:2px solid var(--focus);outline-offset:4px}
@media (max-width:1200px){svg.wide{display:none}svg.narrow{display:block;width:100%;max-width:760px}}
@media print{svg.narrow{display:none}}
`;
