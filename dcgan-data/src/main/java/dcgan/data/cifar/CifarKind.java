package dcgan.data.cifar;

import dcgan.data.archive.Advice;
import java.util.List;
import java.util.Locale;

/** One of the two CIFAR data sets, in any edition. */
enum CifarKind {
    CIFAR10("CIFAR-10", "dcgan data fetch", Cifar10.MAX_RECORDS, new LabelSet("", "labels", "label_names", 10)),
    CIFAR100(
            "CIFAR-100",
            "dcgan data fetch cifar100",
            50_000,
            new LabelSet("coarse ", "coarse_labels", "coarse_label_names", 20),
            new LabelSet("fine ", "fine_labels", "fine_label_names", 100));

    private final String title;
    private final String fetch;
    private final int maxRecords;
    private final List<LabelSet> labelSets;

    /**
     * A way in which the images are labelled.
     *
     * @param adjective what tells it from the others, in messages
     * @param key of its labels in the Python edition
     * @param namesKey of its class names there
     * @param classes how many classes there are
     */
    record LabelSet(String adjective, String key, String namesKey, int classes) {}

    /** @param labelSets in the order of their bytes in a record of the binary edition */
    CifarKind(String title, String fetch, int maxRecords, LabelSet... labelSets) {
        this.title = title;
        this.fetch = fetch;
        this.maxRecords = maxRecords;
        this.labelSets = List.of(labelSets);
    }

    /** What people call it. */
    String title() {
        return title;
    }

    /** How many images a file may hold. */
    int maxRecords() {
        return maxRecords;
    }

    List<LabelSet> labelSets() {
        return labelSets;
    }

    /** The length of a record of the binary edition: a byte for each label, and the image. */
    int recordBytes() {
        return labelSets.size() + Cifar10.SHAPE.size();
    }

    Advice advice() {
        return new Advice("archive", fetch);
    }

    /** What to do about a file that cannot be what was published, as the end of a sentence. */
    String damaged() {
        return "the data is damaged, fetch it again with `" + fetch + "`.";
    }

    /** In lower case: {@code cifar10}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
