/** Which institute a printed line is, and who speaks for it: in the forms that the lists of the large experiments print. */
import { describe, expect, it } from "vitest";
import { InstituteIndex } from "../src/institutes/recognise.ts";

const index = new InstituteIndex();

const recognise = (name: string, more: { address?: string; country?: string; ror?: string } = {}) =>
  index.recognise({
    key: "o1",
    name,
    ids: more.ror === undefined ? [] : [{ source: "ROR", value: more.ror }],
    ...(more.address === undefined ? {} : { address: more.address }),
    ...(more.country === undefined ? {} : { country: more.country }),
  });

describe("institutes as lists print them", () => {
  it.each([
    // Addresses in full, as on the first pages of papers and in Elsevier's and JATS's front matter.
    ["Joint Institute for Nuclear Research (JINR), Dubna, Russia", "JINR"],
    ["Joint Institute for Nuclear Research, Joliot-Curie 6, 141980 Dubna, Moscow Region, Russia", "JINR"],
    ["JINR Dubna, Dubna, Russia", "JINR"],
    ["Joint Inst. for Nucl. Res., Dubna, Russian Federation", "JINR"],
    ["Объединённый институт ядерных исследований, Дубна", "JINR"],
    ["Joint Institute for Nuclear Research", "JINR"],
    ["Joint Institute for Nuclear Research, RU", "JINR"],
    ["VBLHEP, Dubna", "JINR"],
    ["Dubna State University, Dubna, Russia", "RU"],
    ["НИИЯФ МГУ, Москва", "RU"],
    ["Институт теоретической и экспериментальной физики, Москва", "RU"],
    ["Institute of Nothing in Particular, Perm, RU", "RU"],
    ["Institute of Nothing in Particular, Moscou", "RU"],
    ["Moscow, Department of Physics, University of Idaho, Moscow ID, United States of America", "US"],
    ["Joint Institute for Power and Nuclear Research - Sosny, Minsk, Belarus", "BY"],
    ["NRC «Kurchatov»Institute – ITEP, Moscow, Russia", "RU"],
    ["National Research Center 'Kurchatov Institute' - IHEP, Protvino, Russia", "RU"],
    ["Petersburg Nuclear Physics Institute NRC Kurchatov Institute (PNPI NRC KI), Gatchina, Russia", "RU"],
    ["Institute for Nuclear Research of the Russian Academy of Sciences (INR RAS), Moscow, Russia", "RU"],
    ["Budker Institute of Nuclear Physics (SB RAS), Novosibirsk, Russia", "RU"],
    [
      "D.V. Skobeltsyn Institute of Nuclear Physics, M.V. Lomonosov Moscow State University; Moscow; Russia",
      "RU",
    ],
    ["Yandex School of Data Analysis, Moscow, Russia", "RU"],
    ["National University of Science and Technology “MISIS”, Moscow, Russia", "RU"],
    ["Russian Federal Nuclear Center (VNIIEF), Sarov, Russia", "RU"],
    ["Research Institute for Nuclear Problems of Byelorussian State University, Minsk; Belarus", "BY"],
    ["B.I. Stepanov Institute of Physics, National Academy of Sciences of Belarus, Minsk; Belarus", "BY"],
    ["Institute for Nuclear Research, Debrecen, Hungary", "HU"],
    ["Institute of High Energy Physics, Chinese Academy of Sciences, Beijing, China", "CN"],
    ["Institute for Nuclear Research of the National Academy of Sciences (KINR), Kyiv, Ukraine", "UA"],
    ["Michigan State University, East Lansing, MI, United States of America", "US"],
    ["University of Moscow, Moscow, ID, USA", "US"],
    ["Lebedev Institute of Everything, Springfield, United States of America", "US"],
    ["Eckerd College, St. Petersburg, Florida, USA", "US"],
    ["European Organization for Nuclear Research (CERN), Geneva, Switzerland", "CERN"],
    ["Universität Zürich, Zurich, Switzerland", "CH"],
    // INSPIRE's short names: no state, sometimes not even a city.
    ["Dubna, JINR", "JINR"],
    ["Serpukhov, IHEP", "RU"],
    ["Moscow, INR", "RU"],
    ["St. Petersburg, INP", "RU"],
    ["Lebedev Inst.", "RU"],
    ["Kurchatov Inst., Moscow", "RU"],
    ["Novosibirsk, IYF + Novosibirsk State U.", "RU"],
    ["Tomsk Pol. U.", "RU"],
    ["Sarov, VNIIEF", "RU"],
    ["Minsk, Inst. Nucl. Problems", "BY"],
    ["Belarus State U.", "BY"],
    ["CERN", "CERN"],
  ])("%s: %s", (name, party) => {
    expect(recognise(name).party).toBe(party);
  });

  it("asks who speaks for an institute, not where it lies", () => {
    const dubna = { address: "Dubna, Russia", country: "RU", ror: "https://ror.org/044yd9t77" };
    expect(recognise("Laboratory of Physics", dubna)).toMatchObject({ toldBy: "ROR id", party: "JINR" });
    expect(recognise("JINR", { country: "RU" }).party).toBe("JINR");
  });

  it("says when it has nothing but the place to go by", () => {
    const placed = recognise("Institute of Nothing in Particular, Perm, Russia");
    expect(placed).toMatchObject({ toldBy: "place", party: "RU" });
    expect(placed.doubt).toContain("presumed to be governed by `RU`");
    expect(recognise("Institute of Nothing in Particular").toldBy).toBe("nothing");
    // Everything in the name is said of many institutes: without a place it tells nothing.
    expect(recognise("Institute for Nuclear Research").toldBy).toBe("nothing");
  });

  it("notices two institutes of different parties in one line, and an id that contradicts the name", () => {
    const both = recognise(
      "Joint Institute for Nuclear Research, Dubna, and Lomonosov Moscow State University, Russia",
    );
    expect(both).toMatchObject({ party: "JINR", others: ["RU"] });
    expect(both.doubt).toContain("different parties");
    const other = recognise("Petersburg Nuclear Physics Institute, Gatchina, Russia", { ror: "044yd9t77" });
    expect(other).toMatchObject({ party: "JINR", others: ["RU"] });
    expect(other.doubt).toContain("the id counts");
  });

  it("takes a ROR id with a wrong check digit for none", () => {
    expect(recognise("Somewhere", { ror: "044yd9t78" }).toldBy).toBe("nothing");
  });

  it("takes a neutral line for no institute", () => {
    for (const line of [
      "Affiliated with an institute covered by a cooperation agreement with CERN",
      "an institution covered by a cooperation agreement with CERN.",
      "Authors affiliated with an institute formerly covered by a cooperation agreement with CERN.",
    ])
      expect(recognise(line)).toMatchObject({ toldBy: "neutral line" });
  });
});
