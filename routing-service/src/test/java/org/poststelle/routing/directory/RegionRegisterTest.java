package org.poststelle.routing.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.routing.directory.RegionRegister.Fault;
import org.poststelle.routing.directory.RegionRegister.Problem;
import org.poststelle.routing.directory.RegionRegister.Row;

class RegionRegisterTest {

    private static final String HEADER = "ars,level,kind,name,postal_code,population\n";
    private static final String LAND = HEADER + "07,LAND,,Rheinland-Pfalz,,\n";

    @Test
    void registerIsReadInItsOrder() {
        var register = RegionRegister.read(LAND
                + "07111,KREIS,41,\"Koblenz, kreisfreie Stadt\",,\n"
                + "07131,KREIS,44,Ahrweiler,,\n"
                + "071110000000,GEMEINDE,61,\"Koblenz, \"\"Stadt\"\"\",56068,115298\n");

        assertThat(register.faults()).isEmpty();
        assertThat(register.rows())
                .containsExactly(
                        new Row("07", RegionLevel.LAND, null, "Rheinland-Pfalz", null, null),
                        new Row("07111", RegionLevel.INDEPENDENT_CITY, "41", "Koblenz, kreisfreie Stadt", null, null),
                        new Row("07131", RegionLevel.DISTRICT, "44", "Ahrweiler", null, null),
                        new Row(
                                "071110000000",
                                RegionLevel.MUNICIPALITY,
                                "61",
                                "Koblenz, \"Stadt\"",
                                "56068",
                                115_298));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "07235000000a,GEMEINDE,,x,, | ars | KEY",
                "0723,KREIS,,x,, | ars | KEY",
                "07,LAND,,x,, | ars | DUPLICATE",
                "08111,KREIS,41,x,, | ars | LAND",
                "07111,STADT,,x,, | level | LEVEL",
                "07111,GEMEINDE,,x,, | level | LEVEL_MISFIT",
                "07111,KREIS,x,x,, | kind | KIND",
                "07111,KREIS,41,,, | name | NAME",
                "07111,KREIS,41,x,5606, | postal_code | POSTAL_CODE",
                "07111,KREIS,41,x,,many | population | POPULATION",
                "07111,KREIS,41,x, | '' | COLUMNS",
                "07111,KREIS,41,\"x\"y,, | '' | QUOTES",
            })
    void fieldThatIsNotValidIsNamedByLineAndColumn(String row, String column, Problem problem) {
        var register = RegionRegister.read(LAND + row + "\n");

        assertThat(register.faults()).containsExactly(new Fault(3, column, problem));
    }

    @Test
    void districtWithZerosAtItsEndIsNoPlace() {
        var register = RegionRegister.read(LAND
                + "07111,KREIS,41,Koblenz,,\n071110000000,GEMEINDE,61,Koblenz,,\n"
                + "07235,KREIS,44,Trier-Saarburg,,\n072350000000,GEMEINDE,61,Trier-Saarburg,,\n");

        assertThat(register.faults()).containsExactly(new Fault(6, "ars", Problem.PADDED));
    }

    @Test
    void everyRowThatIsNotValidIsReported() {
        var register = RegionRegister.read(LAND + "0,LAND,,x,,\n07111,KREIS,41,Koblenz,,\n07112,KREIS,4,x,y,z\n");

        assertThat(register.faults())
                .containsExactly(
                        new Fault(3, "ars", Problem.KEY),
                        new Fault(5, "kind", Problem.KIND),
                        new Fault(5, "postal_code", Problem.POSTAL_CODE),
                        new Fault(5, "population", Problem.POPULATION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ars;level\n", "ars,level,kind,name,postal_code\n07,LAND,,x,\n"})
    void tableWithOtherColumnsIsNoRegister(String table) {
        assertThat(RegionRegister.read(table).faults())
                .extracting(Fault::problem)
                .contains(Problem.COLUMNS);
    }

    @Test
    void emptyLinesAreNoRows() {
        var register = RegionRegister.read(LAND + "\n07111,KREIS,41,Koblenz,,\n\n07112,KREIS,4,Mainz,,\n");

        assertThat(register.rows()).hasSize(2);
        assertThat(register.faults()).containsExactly(new Fault(6, "kind", Problem.KIND));
    }

    @Test
    void emptyRegisterIsNotTaken() {
        assertThat(RegionRegister.read(HEADER).faults())
                .extracting(Fault::problem)
                .containsExactly(Problem.EMPTY);
    }
}
