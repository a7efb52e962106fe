/** How the report of an audit pack looks, on a screen and on paper. */
export const reportStyle = `
:root { color-scheme: light dark; --line: #c4cad3; --quiet: #4f5866; --good: #14653a; --bad: #a11d1d; --wait: #7a4d00; }
@media (prefers-color-scheme: dark) {
  :root { --line: #4a5160; --quiet: #b3bac6; --good: #7fd8a4; --bad: #ff9d94; --wait: #f0c36b; }
}
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; }
h2 { margin-top: 2.5rem; font-size: 1.35rem; line-height: 1.25; }
h3 { margin: 1.25rem 0 .25rem; font-size: 1rem; }
p { margin: .25rem 0 .75rem; max-width: 44rem; }
small, dt { color: var(--quiet); font-size: .875rem; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: .75rem; }
dl div { border-top: 1px solid var(--line); padding-top: .5rem; }
dd { margin: 0; overflow-wrap: anywhere; }
code { font-size: .9em; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .75rem .35rem 0; text-align: left; vertical-align: top; }
td { overflow-wrap: anywhere; min-width: 6ch; }
li { overflow-wrap: anywhere; }
.status { white-space: nowrap; }
.met { color: var(--good); } .gap { color: var(--bad); } .partly_met { color: var(--wait); }
@page { margin: 18mm 15mm; }
@media print {
  :root { color-scheme: light; --line: #999; --quiet: #333; --good: #000; --bad: #000; --wait: #000; }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  a { color: inherit; text-decoration: none; }
  h2, h3 { break-after: avoid; }
  .statement, tr { break-inside: avoid; }
  .control { break-before: auto; }
  thead { display: table-header-group; }
  table { font-size: 8pt; }
  .wide { overflow: visible; }
}
`;
