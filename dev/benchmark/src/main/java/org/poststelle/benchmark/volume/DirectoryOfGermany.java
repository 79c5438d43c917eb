package org.poststelle.benchmark.volume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A directory as large as one for the whole of Germany: that of the samples, and made-up regions, services and authorities around it. Both
 * documents are as small as the service takes them in one request.
 */
final class DirectoryOfGermany {

    private static final List<String> LAENDER =
            List.of("02", "03", "04", "05", "06", "08", "10", "11", "12", "13", "14", "15");
    private static final int MUNICIPALITIES_OF_DISTRICT = 40;
    private static final int SERVICES_OF_AUTHORITY = 50;

    private static final List<String> BEGINNINGS = List.of(
            "Alten", "Bach", "Birken", "Brunn", "Buchen", "Eichen", "Feld", "Hohen", "Kirch", "Linden", "Mühl", "Neuen",
            "Nieder", "Ober", "Rosen", "Schön", "See", "Stein", "Unter", "Wald");
    private static final List<String> ENDINGS = List.of(
            "au", "bach", "berg", "brück", "burg", "dorf", "feld", "hagen", "hausen", "heim", "kirchen", "rode",
            "stadt", "stein", "tal", "wald", "weiler");
    private static final List<String> SUBJECTS = List.of(
            "Abfallgebühren",
            "Angelschein",
            "Aufenthaltstitel",
            "Bauantrag",
            "Baumfällung",
            "Bibliotheksausweis",
            "Bildungspaket",
            "Briefwahl",
            "Eheschließung",
            "Einbürgerung",
            "Erbschein",
            "Fundsache",
            "Geburtsurkunde",
            "Gaststätte",
            "Grundsteuer",
            "Hundesteuer",
            "Jagdschein",
            "Kinderzuschlag",
            "Kirchenaustritt",
            "Kitaplatz",
            "Lärmbeschwerde",
            "Meldebescheinigung",
            "Namensänderung",
            "Pflegegeld",
            "Rundfunkbeitrag",
            "Schülerfahrkarte",
            "Schulanmeldung",
            "Schwerbehinderung",
            "Sondernutzung",
            "Sperrmüll",
            "Sterbeurkunde",
            "Unterhaltsvorschuss",
            "Vaterschaft",
            "Veranstaltung",
            "Waffenschein");
    private static final List<String> ACTIONS = List.of(
            "beantragen",
            "verlängern",
            "ändern",
            "abmelden",
            "anzeigen",
            "bezahlen",
            "widerrufen",
            "nachreichen",
            "prüfen",
            "zurückgeben",
            "übertragen",
            "befreien",
            "erlassen",
            "verlegen",
            "bescheinigen",
            "sperren",
            "stornieren",
            "ersetzen",
            "genehmigen",
            "vermitteln",
            "erstatten",
            "berichtigen",
            "beglaubigen",
            "eintragen",
            "löschen",
            "ummelden",
            "umschreiben",
            "ausstellen",
            "bestellen",
            "mitteilen");
    private static final Map<String, String> LEVELS = Map.of(
            "LAND", "LAND,",
            "GOVERNMENT_REGION", "REGIERUNGSBEZIRK,",
            "DISTRICT", "KREIS,43",
            "INDEPENDENT_CITY", "KREIS,41",
            "MUNICIPAL_ASSOCIATION", "GEMEINDEVERBAND,",
            "MUNICIPALITY", "GEMEINDE,64");

    private final JsonNode sample;
    private final int services;
    private final int municipalities;
    private final int competences;

    /** @param sample the directory of the samples, which all of it contains */
    DirectoryOfGermany(JsonNode sample, int services, int municipalities, int competences) {
        this.sample = sample;
        this.services = services;
        this.municipalities = municipalities;
        this.competences = competences;
    }

    /** Keys of municipalities all over the country. */
    List<String> someMunicipalities(int many) {
        var found = new ArrayList<String>();
        for (int number = 0; number < many; number++) {
            found.add(municipality((int) ((long) number * municipalities / many)));
        }
        return found;
    }

    /** The register of regions, as a table. */
    String register() {
        var table = new StringBuilder("ars,level,kind,name,postal_code,population\r\n");
        sample.path("regions")
                .forEach(region -> row(
                        table,
                        region.path("key").asText(),
                        LEVELS.getOrDefault(region.path("level").asText(), ""),
                        region.path("name").asText()));
        LAENDER.forEach(land -> row(table, land, "LAND,", "Land " + land));
        for (int number = 0; number < districts(); number++) {
            row(table, district(number), "KREIS,43", "Landkreis " + place(number));
        }
        for (int number = 0; number < municipalities; number++) {
            row(table, municipality(number), "GEMEINDE,64", place(number));
        }
        return table.toString();
    }

    private static void row(StringBuilder table, String key, String levelAndKind, String name) {
        table.append("%s,%s,%s,,\r\n".formatted(key, levelAndKind, name));
    }

    /** The directory without its regions, as a document. */
    String document() {
        var document = (ObjectNode) sample.deepCopy();
        document.remove("regions");
        var keys = new ArrayList<String>();
        var listed = document.withArray("services");
        for (int number = 0; number < services; number++) {
            keys.add(service(number));
            listed.add(describe(number));
        }
        for (int number = 0; number * SERVICES_OF_AUTHORITY < competences; number++) {
            var region = district(number % districts());
            document.withArray("authorities")
                    .addObject()
                    .put("key", "kreis-%d".formatted(number))
                    .put("name", "Kreisverwaltung " + place(number))
                    .put("mailbox", "post@kreis-%d.example".formatted(number))
                    .put("regionKey", region);
            var competence = document.withArray("competences").addObject();
            competence.put("authority", "kreis-%d".formatted(number)).put("regionKey", region);
            var done = competence.putArray("services");
            for (int place = 0; place < Math.min(SERVICES_OF_AUTHORITY, services); place++) {
                done.add(keys.get((number * SERVICES_OF_AUTHORITY + place) % services));
            }
        }
        return document.toString();
    }

    private static ObjectNode describe(int number) {
        var subject = SUBJECTS.get(number % SUBJECTS.size());
        var action = ACTIONS.get(number / SUBJECTS.size() % ACTIONS.size());
        var service = new ObjectMapper().createObjectNode().put("key", service(number));
        service.putObject("name")
                .put("de", subject + " " + action)
                .put("en", "Service %d of the municipality".formatted(number));
        service.putArray("synonyms").add("Antrag " + subject).add(subject + " online");
        service.putObject("knowledge")
                .put(
                        "text",
                        "%s %s Sie bei der Gemeinde oder beim Kreis. Bringen Sie den Personalausweis mit. Es dauert etwa %d Tage."
                                .formatted(subject, action, 1 + number % 60));
        return service;
    }

    private int districts() {
        return (municipalities + MUNICIPALITIES_OF_DISTRICT - 1) / MUNICIPALITIES_OF_DISTRICT;
    }

    private static String district(int number) {
        return "%s%03d".formatted(LAENDER.get(number % LAENDER.size()), 101 + number / LAENDER.size());
    }

    private static String municipality(int number) {
        var inDistrict = number % MUNICIPALITIES_OF_DISTRICT + 1;
        return "%s%04d%03d".formatted(district(number / MUNICIPALITIES_OF_DISTRICT), inDistrict, inDistrict);
    }

    private static String place(int number) {
        return BEGINNINGS.get(number % BEGINNINGS.size())
                + ENDINGS.get(number / BEGINNINGS.size() % ENDINGS.size())
                + (number < BEGINNINGS.size() * ENDINGS.size() ? "" : " " + number / BEGINNINGS.size());
    }

    private static String service(int number) {
        return "99%03d%03d%06d".formatted(500 + number / 10, 1 + number % 10, 1000);
    }
}
