package dcgan.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|1", "0-3|4", "0-3,8|5", "7,9-10,12-15|7", "' 0-1\n'|2"})
    void listsAreCounted(String list, int count) {
        assertEquals(OptionalInt.of(count), Processors.count(list));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "1-", "1-2-3"})
    void whatIsNoListIsNotCounted(String list) {
        assertEquals(OptionalInt.empty(), Processors.count(list));
    }

    @Test
    void aProcessIsAllowedNoMoreThanThereAre() {
        Processors processors = Processors.ofHost();
        assertTrue(processors.allowed() >= 1 && processors.allowed() <= processors.host(), processors.toString());
    }
}
