/** The editor's own words in French; keys are its English ones. */
export const phrases: Readonly<Record<string, string>> = {
  // @codemirror/view
  "Control character": "Caractère de contrôle",
  // @codemirror/language
  "Folded lines": "Lignes repliées",
  "Unfolded lines": "Lignes dépliées",
  to: "à",
  "folded code": "code replié",
  unfold: "déplier",
  "Fold line": "Replier la ligne",
  "Unfold line": "Déplier la ligne",
  // @codemirror/search
  "Go to line": "Aller à la ligne",
  go: "aller",
  Find: "Rechercher",
  Replace: "Remplacer",
  next: "suivant",
  previous: "précédent",
  all: "tout",
  "match case": "respecter la casse",
  "by word": "mot entier",
  replace: "remplacer",
  "replace all": "tout remplacer",
  close: "fermer",
  "current match": "résultat actuel",
  "replaced $ matches": "$ résultats remplacés",
  "replaced match on line $": "résultat remplacé à la ligne $",
  "on line": "à la ligne",
  regexp: "expression régulière",
  // @codemirror/autocomplete
  Completions: "Propositions",
  // @codemirror/lint
  Diagnostics: "Problèmes",
  "No diagnostics": "Aucun problème",
  // @codemirror/lsp-client
  "New name": "Nouveau nom",
  rename: "renommer",
  "Reference list": "Liste des occurrences",
  "Rename failed": "Impossible de renommer",
  "Find definition failed": "Définition introuvable",
  "Formatting request failed": "Mise en forme impossible",
  // @codemirror/merge
  "$ unchanged lines": "$ lignes inchangées",
};
