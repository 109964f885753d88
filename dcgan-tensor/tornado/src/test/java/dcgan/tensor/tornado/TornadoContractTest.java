package dcgan.tensor.tornado;

import dcgan.tensor.Backend;
import dcgan.tensor.contract.BackendContract;

class TornadoContractTest extends BackendContract {

    @Override
    protected Backend open() {
        return TornadoTest.open("auto");
    }
}
