package dcgan.tensor.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.BackendException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;

class CudaGraphsTest {

    @Test
    void areUsedWhereTheBackendCanUnlessTurnedOff() {
        CudaGraphs auto = CudaGraphs.choose(Map.of());
        assertTrue(auto.areUsedBy(TornadoVMBackendType.CUDA));
        assertTrue(auto.areUsedBy(TornadoVMBackendType.PTX));
        assertFalse(auto.areUsedBy(TornadoVMBackendType.OPENCL));
        assertEquals(auto, CudaGraphs.choose(Map.of("tornado.graphs", "AUTO")));
        assertFalse(CudaGraphs.choose(Map.of("tornado.graphs", "off")).areUsedBy(TornadoVMBackendType.CUDA));
    }

    @Test
    void anotherValueIsRefused() {
        assertEquals(
                "tornado.graphs must be auto or off, but is \"on\"",
                assertThrows(BackendException.class, () -> CudaGraphs.choose(Map.of("tornado.graphs", "on")))
                        .getMessage());
    }
}
