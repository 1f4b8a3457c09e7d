import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedNumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** Lucene as an engine of the benchmark: Bench TASK FOLDER FILE prints one line of JSON. */
public class Bench {
    static final int THREADS = 2, BEST = 10, MOST_ENTITIES = 20, REPEATS = 3;
    static final int WARMING = 10; // rounds, since Java compiles what runs often
    static final int CHANGES = 10;
    static final String END = "";
    static final Analyzer WORDS = new StandardAnalyzer();

    public static void main(String[] given) throws Exception {
        Path file = Path.of(given[2]);
        try (Directory folder = FSDirectory.open(Path.of(given[1]))) {
            System.out.println(switch (given[0]) {
                case "build" -> build(folder, file);
                case "update" -> update(folder, file);
                default -> answer(folder, file);
            });
        }
    }

    static IndexWriterConfig config() {
        return new IndexWriterConfig(WORDS).setRAMBufferSizeMB(256);
    }

    static String build(Directory folder, Path file) throws Exception {
        long began = System.nanoTime();
        BlockingQueue<String> lines = new ArrayBlockingQueue<>(1000);
        try (IndexWriter writer = new IndexWriter(folder, config()); Stream<String> read = Files.lines(file)) {
            List<Thread> threads = IntStream.range(0, THREADS).mapToObj(n -> new Thread(() -> add(writer, lines))).toList();
            threads.forEach(Thread::start);
            for (String line : (Iterable<String>) read::iterator) lines.put(line);
            for (Thread thread : threads) lines.put(END);
            for (Thread thread : threads) thread.join();
            writer.commit();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        long bytes = 0;
        for (String name : folder.listAll()) bytes += folder.fileLength(name);
        return "{\"seconds\": " + seconds + ", \"bytes\": " + bytes + "}";
    }

    static void add(IndexWriter writer, BlockingQueue<String> lines) {
        try {
            for (String line = lines.take(); !line.isEmpty(); line = lines.take()) writer.addDocument(document(line));
        } catch (IOException | InterruptedException error) {
            throw new IllegalStateException(error);
        }
    }

    /** Returns a document for a line of pk, source, month, day, entities and text, with tabs between. */
    static Document document(String line) {
        String[] parts = line.split("\t", 6);
        Document made = new Document();
        made.add(new StringField("pk", parts[0], Field.Store.NO));
        made.add(new NumericDocValuesField("pk", Long.parseLong(parts[0])));
        made.add(new StringField("source", parts[1], Field.Store.NO));
        made.add(new NumericDocValuesField("source", Long.parseLong(parts[1])));
        made.add(new NumericDocValuesField("month", Long.parseLong(parts[2])));
        made.add(new IntPoint("day", Integer.parseInt(parts[3])));
        for (String entity : parts[4].split(" ")) {
            made.add(new StringField("entity", entity, Field.Store.NO));
            made.add(new SortedNumericDocValuesField("entity", Long.parseLong(entity)));
        }
        made.add(new TextField("text", parts[5], Field.Store.NO));
        return made;
    }

    /** Returns the query for a line of kind, words, source, entity, first and last day. */
    static Query query(String line) {
        String[] parts = line.split("\t", -1), words = parts[1].split(" ");
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        if (parts[0].equals("phrase")) all.add(new PhraseQuery("text", words), Occur.MUST);
        else if (parts[0].equals("prefix")) all.add(new PrefixQuery(new Term("text", words[0])), Occur.MUST);
        else all.add(joined(words, parts[0].equals("or") ? Occur.SHOULD : Occur.MUST), Occur.MUST);
        if (!parts[2].isEmpty()) all.add(new TermQuery(new Term("source", parts[2])), Occur.FILTER);
        if (!parts[3].isEmpty()) all.add(new TermQuery(new Term("entity", parts[3])), Occur.FILTER);
        if (!parts[4].isEmpty()) {
            all.add(IntPoint.newRangeQuery("day", Integer.parseInt(parts[4]), Integer.parseInt(parts[5])), Occur.FILTER);
        }
        return all.build();
    }

    static Query joined(String[] words, Occur occur) {
        BooleanQuery.Builder several = new BooleanQuery.Builder();
        for (String word : words) several.add(new TermQuery(new Term("text", word)), occur);
        return several.build();
    }

    static String answer(Directory folder, Path file) throws IOException {
        List<Query> queries = Files.readAllLines(file).stream().map(Bench::query).toList();
        List<List<Double>> passes = new ArrayList<>();
        List<Integer> totals = new ArrayList<>();
        try (DirectoryReader reader = DirectoryReader.open(folder)) {
            IndexSearcher searcher = new IndexSearcher(reader);
            search(searcher, new TermQuery(new Term("text", "xq")));
            for (int round = 0; round < WARMING + REPEATS; round++) {
                List<Double> times = new ArrayList<>();
                for (Query query : queries) {
                    long began = System.nanoTime();
                    int total = search(searcher, query);
                    times.add((System.nanoTime() - began) / 1e6);
                    if (round == 0) totals.add(total);
                }
                if (round == 0 || round >= WARMING) passes.add(times);
            }
        }
        return "{\"passes\": " + passes + ", \"totals\": " + totals + ", \"memory\": " + resident() + "}";
    }

    /** Returns the bytes of this process in memory, 0 where the system does not say. */
    static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) return 0;
        String line = Files.readAllLines(status).stream().filter(one -> one.startsWith("VmRSS")).findFirst().orElseThrow();
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    }

    /** Finds the best and counts all facets in one pass; returns how many were found. */
    static int search(IndexSearcher searcher, Query query) throws IOException {
        TopScoreDocCollector best = new TopScoreDocCollectorManager(BEST, Integer.MAX_VALUE).newCollector();
        Counter counter = new Counter();
        searcher.search(query, MultiCollector.wrap(best, counter));
        List<Long> found = new ArrayList<>();
        for (ScoreDoc hit : best.topDocs().scoreDocs) found.add(pk(searcher, hit.doc));
        counter.answers();
        return counter.total;
    }

    static long pk(IndexSearcher searcher, int number) throws IOException {
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            if (number >= leaf.docBase && number < leaf.docBase + leaf.reader().maxDoc()) {
                NumericDocValues values = DocValues.getNumeric(leaf.reader(), "pk");
                values.advanceExact(number - leaf.docBase);
                return values.longValue();
            }
        }
        throw new IllegalStateException();
    }

    /** Counts sources, months and entities by their numbers. */
    static class Counter extends SimpleCollector {
        int total;
        int[] sources = new int[64], months = new int[12 * 300], entities = new int[4096];
        NumericDocValues source, month;
        SortedNumericDocValues entity;

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            source = DocValues.getNumeric(context.reader(), "source");
            month = DocValues.getNumeric(context.reader(), "month");
            entity = DocValues.getSortedNumeric(context.reader(), "entity");
        }

        @Override
        public void collect(int number) throws IOException {
            total++;
            if (source.advanceExact(number)) sources[(int) source.longValue()]++;
            if (month.advanceExact(number)) {
                int value = (int) month.longValue();
                months[(value / 100 - 1900) * 12 + value % 100 - 1]++;
            }
            if (entity.advanceExact(number)) {
                for (int n = entity.docValueCount(); n > 0; n--) entities[(int) entity.nextValue()]++;
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }

        List<Map<Integer, Integer>> answers() {
            List<Integer> often = IntStream.range(0, entities.length).filter(n -> entities[n] > 0).boxed()
                .sorted((one, other) -> entities[other] - entities[one]).limit(MOST_ENTITIES).toList();
            Map<Integer, Integer> chosen = often.stream().collect(Collectors.toMap(n -> n, n -> entities[n]));
            return List.of(nonzero(sources), nonzero(months), chosen);
        }

        static Map<Integer, Integer> nonzero(int[] counts) {
            Map<Integer, Integer> found = new HashMap<>();
            for (int n = 0; n < counts.length; n++) if (counts[n] > 0) found.put(n, counts[n]);
            return found;
        }
    }

    /** Times how long it takes until new documents, and changed ones, are found. */
    static String update(Directory folder, Path file) throws IOException {
        List<String> lines;
        try (Stream<String> read = Files.lines(file)) {
            lines = read.limit(CHANGES).toList();
        }
        try (IndexWriter writer = new IndexWriter(folder, config())) {
            DirectoryReader[] reader = {DirectoryReader.open(folder)};
            List<Double> fresh = new ArrayList<>(), changed = new ArrayList<>();
            for (int n = 0; n < CHANGES; n++) fresh.add(saved(writer, reader, "9" + lines.get(n), n));
            for (int n = 0; n < CHANGES; n++) changed.add(saved(writer, reader, lines.get(n), 50 + n));
            reader[0].close();
            return "{\"new\": " + fresh + ", \"changed\": " + changed + "}";
        }
    }

    static double saved(IndexWriter writer, DirectoryReader[] reader, String line, int number) throws IOException {
        String word = "xq" + number, pk = line.substring(0, line.indexOf('\t'));
        long began = System.nanoTime();
        writer.updateDocument(new Term("pk", pk), document(line + " " + word));
        writer.commit();
        DirectoryReader newer = DirectoryReader.openIfChanged(reader[0]);
        reader[0].close();
        reader[0] = newer;
        if (search(new IndexSearcher(newer), new TermQuery(new Term("text", word))) != 1) {
            throw new IllegalStateException("change " + number + " is not found");
        }
        return (System.nanoTime() - began) / 1e6;
    }
}
