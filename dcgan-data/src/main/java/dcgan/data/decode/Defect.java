package dcgan.data.decode;

import java.io.IOException;

/**
 * A picture file that cannot be used. The message is a clause for users, such as "it has no pixels"; the remedy is
 * another one, such as "make it smaller".
 */
final class Defect extends IOException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    Defect(String clause) {
        this(clause, "save it again");
    }

    Defect(String clause, String remedy) {
        super(clause);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
