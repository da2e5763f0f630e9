/** Lists as the four large experiments print them in TeX, in their older and newer forms. Everybody is made up. */
import { formatExchangeProblem } from "@comity/exchange";
import { describe, expect, it } from "vitest";
import { asLines, read } from "./as-lines.ts";

const NEUTRAL = "Affiliated with an institute covered by a cooperation agreement with CERN";

const ATLAS = String.raw`%auto-ignore
\begin{flushleft}
\hypersetup{urlcolor=black}
{\Large The ATLAS Collaboration}

\bigskip

\AtlasOrcid[0000-0002-1825-0097]{A.~M\"{u}ster}$^\textrm{\scriptsize 2}$,
\AtlasOrcid{B.~van~den~Beispiel}$^\textrm{\scriptsize 3b,3a,a}$,
\AtlasOrcid[0000-0002-1694-233X]{C.~Model}$^\textrm{\scriptsize 1,*}$,
\AtlasOrcid[0000-0001-5109-3700]{\'{E}.~Exempl{\'\i}}$^\textrm{\scriptsize 37}$.
\bigskip
\\

$^{1}$Department of Physics, Example University, Sample Town; Freedonia.\\
$^{2}$Institut f\"ur Beispiele, Musterstadt; Freedonia.\\
$^{3}$$^{(a)}$Department of Physics, First University, Town;$^{(b)}$Second Institute, City; Sylvania.\\
$^{37}$ ${NEUTRAL}.\\

$^{a}$ Also at Third College, Village; Freedonia.\\
$^{*}$ Deceased
\end{flushleft}
`;

const ALICE_OLD = String.raw`
\begingroup
\small
\begin{flushleft}
A.~M\"{u}ster\Irefn{org2}\And
B.~Beispiel\Aref{a}\textsuperscript{,}\Irefn{org1}\textsuperscript{,}\Irefn{org2}\And
C.~Model\Irefnn{org1}{org3}\Aref{org*}
\renewcommand\labelenumi{\textsuperscript{\theenumi}~}

\section*{Affiliation notes}
\renewcommand\theenumi{\roman{enumi}}
\begin{Authlist}
\item \Adef{org*}Deceased
\item \Adef{a}Also at: Third College, Village, Freedonia
\end{Authlist}

\section*{Collaboration Institutes}
\renewcommand\theenumi{\arabic{enumi}~}
\begin{Authlist}
\item \Idef{org1}Example University, Sample Town, Freedonia
\item \Idef{org2}Institut f\"{u}r Beispiele, Musterstadt, Freedonia
\item \Idef{org3}Affiliated with an international laboratory covered by a cooperation agreement with CERN
\end{Authlist}
\endgroup
`;

const ALICE_NEW = String.raw`
\begin{flushleft}
A.~M\"{u}ster\,\orcidlink{0000-0002-1825-0097}\,$^{\rm 2}$,
B.~Beispiel\,\orcidlink{0000-0002-1694-233X}\,$^{\rm I,}$$^{\rm 1,2}$ and
C.~Model$^{\rm II,3}$

\section*{Affiliation Notes}
$^{\rm I}$ Deceased\\
$^{\rm II}$ Also at: Third College, Village, Freedonia\\

\section*{Collaboration Institutes}
$^{1}$ Example University, Sample Town, Freedonia\\
$^{2}$ Institut f\"{u}r Beispiele, Musterstadt, Freedonia\\
$^{3}$ ${NEUTRAL}\\
\end{flushleft}
`;

const CMS_NEW = String.raw`
\section{The CMS Collaboration \label{app:collab}}\begin{sloppypar}\hyphenpenalty=5000\widowpenalty=500\clubpenalty=5000
\cmsinstitute{Example University, Sample Town, Freedonia}
{\tolerance=6000
A.~M\"{u}ster\cmsAuthorMark{1}\cmsorcid{0000-0002-1825-0097}, B.~Beispiel, C.~Model$^{\textrm{\dag}}$\cmsorcid{0000-0002-1694-233X}
\par}
\cmsinstitute{INFN Sezione di Esempio$^{a}$, Universit\`{a} di Esempio$^{b}$, Esempio, Sylvania}
{\tolerance=6000
D.~Uno$^{a}$$^{, }$$^{b}$, E.~Due$^{a}$$^{, }$\cmsAuthorMark{2}\cmsorcid{0000-0001-5109-3700}
\par}
\cmsinstitute{Authors affiliated with an institute or an international laboratory covered by a cooperation agreement with CERN}
{\tolerance=6000
F.~Drei
\par}
\vskip\cmsinstskip
\dag:~Deceased\\
$^{1}$Also at Third College, Village, Freedonia\\
$^{2}$Now at an institute or an international laboratory covered by a cooperation agreement with CERN\\
\end{sloppypar}
`;

const CMS_OLD = String.raw`
\section{The CMS Collaboration \label{app:collab}}\begin{sloppypar}\hyphenpenalty=5000
\textbf{Example University,  Sample Town,  Freedonia}\\*[0pt]
A.~M\"{u}ster$^{\textrm{\dag}}$, B.~Beispiel\cmsAuthorMark{1}
\vskip\cmsinstskip
\textbf{Institut f\"{u}r Beispiele,  Musterstadt,  Freedonia}\\*[0pt]
C.~Model, D.~Muster\cmsAuthorMark{1}$^{, }$\cmsAuthorMark{2}
\vskip\cmsinstskip
\dag:~Deceased\\
1:~~Also at Third College, Village, Freedonia\\
2:~~Also at Fourth College, Village, Freedonia\\
\end{sloppypar}
`;

const LHCB = String.raw`
\centerline
{\large\bf LHCb collaboration}
\begin
{flushleft}
\small
A.~M{\"u}ster$^{2}$\lhcborcid{0000-0002-1825-0097},
B.~Abel~Beispiel$^{1,a}$\lhcborcid{0000-0002-1694-233X},
C.~Model$^{3,2}$,
D.~Muster$^{3,\dagger}$.\bigskip

{\footnotesize \it

$^{1}$Example University, Sample Town, Freedonia\\
$^{2}$Institut f{\"u}r Beispiele, Musterstadt, Freedonia\\
$^{3}$Authors affiliated with an institute formerly covered by a cooperation agreement with CERN.\\
$^{4}$Departamento de Ejemplos, Villa, Sylvania, associated to $^{1}$\\
\bigskip
$^{a}$Third College, Village, Freedonia\\
\medskip
$ ^{\dagger}$Deceased
}
\end{flushleft}
`;

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  [
    "ATLAS",
    ATLAS,
    [
      "A. Müster <0000-0002-1825-0097> | Institut für Beispiele, Musterstadt; Freedonia",
      "B. van den Beispiel | Second Institute, City; Sylvania; Department of Physics, First University, Town; Sylvania; also at Third College, Village; Freedonia",
      "C. Model <0000-0002-1694-233X> † | Department of Physics, Example University, Sample Town; Freedonia",
      `É. Exemplí <0000-0001-5109-3700> | ${NEUTRAL}`,
    ],
  ],
  [
    "ALICE, older",
    ALICE_OLD,
    [
      "A. Müster | Institut für Beispiele, Musterstadt, Freedonia",
      "B. Beispiel | also at Third College, Village, Freedonia; Example University, Sample Town, Freedonia; Institut für Beispiele, Musterstadt, Freedonia",
      "C. Model † | Example University, Sample Town, Freedonia; Affiliated with an international laboratory covered by a cooperation agreement with CERN",
    ],
  ],
  [
    "ALICE, newer",
    ALICE_NEW,
    [
      "A. Müster <0000-0002-1825-0097> | Institut für Beispiele, Musterstadt, Freedonia",
      "B. Beispiel <0000-0002-1694-233X> † | Example University, Sample Town, Freedonia; Institut für Beispiele, Musterstadt, Freedonia",
      `C. Model | also at Third College, Village, Freedonia; ${NEUTRAL}`,
    ],
  ],
  [
    "CMS, newer",
    CMS_NEW,
    [
      "A. Müster <0000-0002-1825-0097> | Example University, Sample Town, Freedonia; also at Third College, Village, Freedonia",
      "B. Beispiel | Example University, Sample Town, Freedonia",
      "C. Model <0000-0002-1694-233X> † | Example University, Sample Town, Freedonia",
      "D. Uno | INFN Sezione di Esempio, Esempio, Sylvania; Università di Esempio, Esempio, Sylvania",
      "E. Due <0000-0001-5109-3700> | INFN Sezione di Esempio, Esempio, Sylvania; now at an institute or an international laboratory covered by a cooperation agreement with CERN",
      "F. Drei | Authors affiliated with an institute or an international laboratory covered by a cooperation agreement with CERN",
    ],
  ],
  [
    "CMS, older",
    CMS_OLD,
    [
      "A. Müster † | Example University, Sample Town, Freedonia",
      "B. Beispiel | Example University, Sample Town, Freedonia; also at Third College, Village, Freedonia",
      "C. Model | Institut für Beispiele, Musterstadt, Freedonia",
      "D. Muster | Institut für Beispiele, Musterstadt, Freedonia; also at Third College, Village, Freedonia; also at Fourth College, Village, Freedonia",
    ],
  ],
  [
    "LHCb",
    LHCB,
    [
      "A. Müster <0000-0002-1825-0097> | Institut für Beispiele, Musterstadt, Freedonia",
      "B. Abel Beispiel <0000-0002-1694-233X> | Example University, Sample Town, Freedonia; also at Third College, Village, Freedonia",
      "C. Model | Authors affiliated with an institute formerly covered by a cooperation agreement with CERN; Institut für Beispiele, Musterstadt, Freedonia",
      "D. Muster † | Authors affiliated with an institute formerly covered by a cooperation agreement with CERN",
    ],
  ],
];

describe("a list as an experiment prints it", () => {
  it.each(cases)("%s", async (name, text, expected) => {
    const { list, notes, authorsIn, leftOut, format } = await read(text);
    expect(asLines(list)).toEqual(expected);
    expect([format, authorsIn, leftOut]).toEqual(["tex", expected.length, 0]);
    expect(list.collaborations.map((each) => each.name)).toEqual(
      name.startsWith("ALICE") ? [] : [name.split(",")[0]],
    );
    const said = notes.map(formatExchangeProblem);
    expect(said).toEqual(
      name === "LHCb"
        ? [
            "list.txt, line 17: warning: `4`, `Departamento de Ejemplos, Villa, Sylvania, associated to 1`, stands with no author",
          ]
        : [],
    );
  });

  it("knows every neutral line for what it is", async () => {
    const marked = await Promise.all([ATLAS, ALICE_OLD, ALICE_NEW, CMS_NEW, LHCB].map((text) => read(text)));
    expect(
      marked.map(({ list }) => list.organisations.filter(({ neutral }) => neutral === true).length),
    ).toEqual([1, 1, 1, 2, 1]);
  });

  it("says which mark is explained nowhere, by its line, and keeps the author", async () => {
    const { list, notes } = await read(LHCB.replace("$^{3,2}$", "$^{3,99}$"));
    expect(list.authors).toHaveLength(4);
    expect(notes.map(formatExchangeProblem)[0]).toBe(
      "list.txt, line 9: the mark `99` of `C. Model` is explained nowhere; the author is kept without it",
    );
  });
});
