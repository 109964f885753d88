package dcgan.nn.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MpiLaunchTest {

    @Test
    void theFirstVariableThatIsANumberCounts() {
        Map<String, String> environment = Map.of("A", "x", "B", "12", "C", "7");
        assertEquals(OptionalInt.of(12), MpiLaunch.first(environment, "A", "B", "C"));
        assertEquals(OptionalInt.empty(), MpiLaunch.first(environment, "A", "D"));
    }

    /** Under the launcher of another MPI each process would be alone, and all would write the same files. */
    @Test
    void anotherLauncherIsRefused() {
        MpiJob.requireWhole(OptionalInt.of(2), 2);
        MpiJob.requireWhole(OptionalInt.empty(), 1);
        assertEquals(
                "the launcher has started 4 processes, but Open MPI sees 1; start the job with the mpirun of the Open"
                        + " MPI that is installed on all hosts",
                assertThrows(MpiException.class, () -> MpiJob.requireWhole(OptionalInt.of(4), 1))
                        .getMessage());
    }

    @Test
    void theFirstDifferenceIsNamed() {
        List<String> places = List.of("rank 0 on a", "rank 1 on a", "rank 2 on b");
        Map<String, String> facts = new LinkedHashMap<>(Map.of("seed", "1"));
        assertEquals(Optional.empty(), MpiJob.difference(List.of(facts, facts, facts), places));
        assertEquals(
                Optional.of(
                        "rank 2 on b has another seed than rank 0 on a: 2 instead of 1; start all processes of a job"
                                + " alike"),
                MpiJob.difference(List.of(facts, facts, Map.of("seed", "2")), places));
        assertEquals(
                Optional.of(
                        "rank 1 on a has another ema than rank 0 on a: 3 instead of nothing; start all processes of a"
                                + " job alike"),
                MpiJob.difference(List.of(facts, Map.of("seed", "1", "ema", "3"), facts), places));
    }
}
