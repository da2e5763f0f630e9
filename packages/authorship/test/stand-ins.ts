/**
 * The least that a journal's class must know for a list to be set, where the class itself is not installed (jheppub, aastex701,
 * svjour3, aa and PoS are not in Debian). They show that the TeX is whole, not what the journal's page looks like.
 */
const COMMANDS = String.raw`
\newcommand{\authornames}{}\newcommand{\places}{}
\long\def\also#1#2{\expandafter\def\expandafter#1\expandafter{#1#2}}
\def\collaboration#1{}\def\emailAdd#1{}
`;
const LABELLED = String.raw`
\makeatletter
\def\author{\@ifnextchar*{\starred}{\@ifnextchar[{\labelled}{\labelled[]}}}
\def\starred*{\author}
\long\def\labelled[#1]#2{\also\authornames{#2$^{#1}$, }}
\newcommand{\affiliation}[2][]{\also\places{$^{#1}$#2\par}}
\newcommand{\note}[1]{\footnote{#1}}
\renewcommand{\footnote}[1]{ (#1)}
\makeatother
\renewcommand{\maketitle}{\authornames\par\places}
`;

export const STAND_INS: Readonly<Record<string, string>> = {
  "jheppub.sty": COMMANDS + LABELLED,
  "PoS.cls": String.raw`\LoadClass{article}` + COMMANDS + LABELLED,
  "aastex701.cls": String.raw`\LoadClass{article}
\renewcommand{\author}[2][]{#2, }\newcommand{\affiliation}[1]{(#1) }\newcommand{\altaffiliation}[1]{(#1) }
\newcommand{\email}[2][]{(#2) }\newcommand{\collaboration}[2]{}`,
  "svjour3.cls": String.raw`\LoadClass{article}\newcommand{\thanksref}[1]{$^{#1}$}\newcommand{\thankstext}[2]{}
\renewcommand{\author}[1]{\long\def\authornames{#1}}\newcommand{\institute}[1]{\long\def\places{#1}}
\renewcommand{\and}{, }\renewcommand{\maketitle}{\authornames\par\places}`,
  "aa.cls": String.raw`\LoadClass{article}\newcommand{\inst}[1]{$^{#1}$}\newcommand{\fnmsep}{}\renewcommand{\thanks}[1]{ (#1)}
\renewcommand{\author}[1]{\long\def\authornames{#1}}\newcommand{\institute}[1]{\long\def\places{#1}}
\renewcommand{\abstract}[5]{}\renewcommand{\and}{, }\renewcommand{\maketitle}{\authornames\par\places}`,
};
