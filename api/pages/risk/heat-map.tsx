import type { RiskBand } from '../../../domain/risk-policy.ts';
import { TableFrame } from '../components/table.tsx';
import { levelWords, riskBandWords } from './risk-words.ts';

export interface HeatMapCell {
  likelihood: number;
  impact: number;
  band: RiskBand;
  risks: number;
}

/** How many open risks have each score, as a table: likelihood downwards from the highest, impact from left to right. */
export function HeatMap({ cells, measure }: { cells: HeatMapCell[]; measure: 'inherent' | 'residual' }) {
  const rows = [5, 4, 3, 2, 1];
  return (
    <TableFrame label={`Open risks by ${measure} score`}>
      <caption>Open risks by {measure} likelihood and impact</caption>
      <thead>
        <tr>
          <th scope="col">Likelihood</th>
          {levelWords.impact.map((word, index) => (
            <th key={word} scope="col">
              <span class="unseen">Impact </span>
              {index + 1} <small>{word}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((likelihood) => (
          <tr key={likelihood}>
            <th scope="row">
              {likelihood} <small>{levelWords.likelihood[likelihood - 1]}</small>
            </th>
            {cells
              .filter((cell) => cell.likelihood === likelihood)
              .map(({ impact, band, risks }) => (
                <td key={impact} class={`heat heat-${band}`}>
                  <strong>{risks === 0 ? '–' : risks}</strong> <small>{riskBandWords[band]}</small>
                </td>
              ))}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
