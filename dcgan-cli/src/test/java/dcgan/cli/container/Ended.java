package dcgan.cli.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.time.Duration;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.utility.DockerStatus;

/** Has a container count as started once its program has ended, well or not: the tests judge that. */
final class Ended extends StartupCheckStrategy {
    Ended(Duration timeout) {
        withTimeout(timeout);
    }

    @Override
    public StartupStatus checkStartupState(DockerClient client, String containerId) {
        ContainerState state = getCurrentState(client, containerId);
        return DockerStatus.isContainerStopped(state) ? StartupStatus.SUCCESSFUL : StartupStatus.NOT_YET_KNOWN;
    }
}
