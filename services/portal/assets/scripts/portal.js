// The little that pages cannot do by themselves. Every form works without this script.
(() => {
  "use strict";

  const storing = () => document.getElementById("storing");

  // Half-typed answers must survive what others do: the server then leaves the form alone (see the live fragment).
  let typt = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("[data-vorm]")) typt = true;
  });
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt.id === "live" && typt) event.detail.parameters.typt = "1";
  });

  // What others do reaches the page over one stream. It is closed while nobody looks at the page: browsers allow only a few
  // streams per site, and somebody with many tabs open must not wait for them.
  let stroom = null;
  const nieuws = () => { const live = document.getElementById("live"); if (live && window.htmx) window.htmx.trigger(live, "nieuws"); };
  const luister = () => {
    const bron = document.getElementById("live") || document.getElementById("bel");
    if (!bron || stroom) return;
    stroom = new EventSource(bron.dataset.stroom);
    stroom.addEventListener("case", nieuws);
    stroom.addEventListener("inbox", (event) => tel(JSON.parse(event.data).unread));
    stroom.addEventListener("open", () => { pauze = eerstePauze; });
    stroom.addEventListener("error", opnieuw);
  };
  // A stream that breaks off comes back by itself. One that is answered with a failure, such as while a service is replaced, would stay away for
  // ever: then a new one is tried, each time a little later. It begins where the page is, so nothing is missed.
  const eerstePauze = 2000, langstePauze = 60000;
  let pauze = eerstePauze;
  const opnieuw = () => {
    if (!stroom || stroom.readyState !== EventSource.CLOSED) return;
    stroom = null;
    window.setTimeout(() => { if (!document.hidden) luister(); }, pauze);
    pauze = Math.min(2 * pauze, langstePauze);
  };
  // News that was told of but could not be fetched is fetched later, each time a little later: the stream does not tell of it twice.
  let uitstel = eerstePauze;
  const later = (event) => {
    if (event.detail.elt.id !== "live" || (event.type === "htmx:responseError" && event.detail.xhr.status < 500)) return;
    window.setTimeout(nieuws, uitstel);
    uitstel = Math.min(2 * uitstel, langstePauze);
  };
  for (const mislukt of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.addEventListener(mislukt, later);
  document.addEventListener("htmx:afterOnLoad", (event) => { if (event.detail.elt.id === "live") uitstel = eerstePauze; });
  // The number of unread messages is in the header of every page.
  const tel = (aantal) => {
    const bel = document.getElementById("bel");
    if (!bel || !Number.isInteger(aantal)) return;
    const eerst = Number(bel.dataset.aantal);
    if (aantal === eerst) return;
    bel.dataset.aantal = aantal;
    document.getElementById("bel-aantal").textContent = aantal > 0 ? ` (${aantal})` : "";
    document.getElementById("bel-uitleg").textContent = aantal > 0 ? " ongelezen" : "";
    if (aantal > eerst) document.getElementById("bel-omroep").textContent = aantal === 1 ? "U hebt 1 ongelezen bericht." : `U hebt ${aantal} ongelezen berichten.`;
    const live = document.getElementById("live");
    if (live && live.dataset.volgt === "inbox") nieuws();
  };
  let rust = 0;
  document.addEventListener("visibilitychange", () => {
    window.clearTimeout(rust);
    if (document.hidden) {
      rust = window.setTimeout(() => { if (stroom) stroom.close(); stroom = null; }, 30000);
    } else if (!stroom) {
      luister();
      nieuws();
    }
  });
  window.addEventListener("pagehide", () => { if (stroom) stroom.close(); stroom = null; });

  // Upload: choosing a file is enough, and its progress shows.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-upload]");
    if (form && event.target.type === "file" && event.target.files.length > 0) form.requestSubmit();
  });
  document.addEventListener("htmx:xhr:progress", (event) => {
    const bar = event.target.querySelector && event.target.querySelector("progress");
    if (!bar || !event.detail.lengthComputable) return;
    bar.hidden = false;
    bar.max = event.detail.total;
    bar.value = event.detail.loaded;
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const said = event.target.matches("form[data-upload]") && document.getElementById("uploadmelding");
    if (!said) return;
    said.className = "zacht";
    said.textContent = "Het bestand wordt toegevoegd…";
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!event.target.matches("form[data-upload]")) return;
    const bar = event.target.querySelector("progress");
    bar.hidden = true;
    event.target.querySelector("[type=file]").value = "";
  });

  // A failed background call says so; what was typed stays on the screen.
  const say = (text) => {
    const place = storing();
    if (place && place.textContent !== text) place.textContent = text;
  };
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (status === 401) say("U bent uitgelogd. Open Traject in een nieuw tabblad en log opnieuw in. Wat u typte, staat nog op dit scherm.");
    else say("Dit lukte niet. Wat u typte, staat nog op dit scherm. Probeer het over een minuut opnieuw.");
  });
  document.addEventListener("htmx:sendError", () => say("Er is geen verbinding. Wat u typte, staat nog op dit scherm."));
  document.addEventListener("htmx:afterOnLoad", () => say(""));

  // A search that runs while somebody types keeps its address, so that the back button comes back to what was found.
  document.addEventListener("htmx:afterOnLoad", (event) => {
    if (event.detail.elt.dataset.adres !== undefined) window.history.replaceState(null, "", event.detail.xhr.responseURL);
  });

  // One click is enough: a form that is on its way does not go twice. Coming back with the back button opens it again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.eenmalig === undefined) return;
    if (form.dataset.onderweg === "ja") event.preventDefault();
    form.dataset.onderweg = "ja";
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-onderweg], form[data-weg]").forEach((form) => { delete form.dataset.onderweg; delete form.dataset.weg; });
    luister();
  });

  // A form that is saving by itself waits for that before it is sent, and does not save any more once it is.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-bewaart]")) return;
    if (form.classList.contains("htmx-request")) {
      event.preventDefault();
      form.addEventListener("htmx:afterRequest", () => window.setTimeout(() => form.requestSubmit(event.submitter), 50), { once: true });
      return;
    }
    form.dataset.weg = "ja";
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.dataset.weg) event.preventDefault();
  });

  // Parts of a form that only matter after another answer.
  const unfold = (scope) => {
    scope.querySelectorAll("[data-als]").forEach((part) => {
      const [name, ...values] = part.dataset.als.split(" ");
      const form = part.closest("form");
      const chosen = [...form.querySelectorAll(`[name="${name}"]`)].filter((input) => input.type !== "radio" && input.type !== "checkbox" ? true : input.checked);
      part.hidden = !chosen.some((input) => values.includes(input.value));
    });
  };
  document.addEventListener("change", (event) => { if (event.target.form) unfold(event.target.form); });
  document.addEventListener("htmx:load", (event) => unfold(event.detail.elt));
  document.addEventListener("DOMContentLoaded", () => {
    unfold(document);
    luister();
    // What was just done is said once, not again after a refresh.
    const here = new URL(window.location.href);
    here.searchParams.delete("gedaan");
    if (here.href !== window.location.href) window.history.replaceState(null, "", here);
    const errors = document.querySelector(".fouten");
    if (errors) errors.focus();
    const fresh = document.getElementById("nieuw-adres");
    if (fresh) fresh.focus();
    document.querySelectorAll("[data-kopieer]").forEach((button) => {
      if (!navigator.clipboard) return;
      button.hidden = false;
      button.addEventListener("click", async () => {
        const field = document.getElementById(button.dataset.kopieer);
        const said = document.getElementById("gekopieerd");
        try {
          await navigator.clipboard.writeText(field.value);
          said.textContent = "Gekopieerd.";
        } catch {
          field.select();
          said.textContent = "Kopiëren lukte niet. Kopieer het adres zelf; het is geselecteerd.";
        }
      });
    });
    document.querySelectorAll("[data-afdrukken]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
  });
})();
