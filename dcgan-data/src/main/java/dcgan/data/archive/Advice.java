package dcgan.data.archive;

/**
 * What to do about a file that is not as it must be, as the end of a sentence.
 *
 * @param thing what the file is: {@code archive}
 * @param fetch the command that fetches it: {@code dcgan data fetch}
 */
public record Advice(String thing, String fetch) {
    /** For data that is not what was published. */
    public String damaged() {
        return "the " + thing + " is damaged or incomplete, download it again (`" + fetch + "`).";
    }

    /** For data that nobody can have published. */
    public String suspect() {
        return "the " + thing + " is not the published one, download it again (`" + fetch + "`).";
    }
}
