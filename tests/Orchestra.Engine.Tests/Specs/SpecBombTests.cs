using System.Diagnostics;
using System.Text;
using Orchestra.Engine.Specs;

namespace Orchestra.Engine.Tests.Specs;

/// <summary>Small texts that want much: each is refused within a second and 64 MB.</summary>
[NonParallelizable]
public sealed class SpecBombTests
{
    private const long MaxAllocated = 64 * 1024 * 1024;

    [OneTimeSetUp]
    public void Warm_up() => OpenApiReader.Read(SpecTexts.Loans);

    private static IEnumerable<TestCaseData> Bombs()
    {
        yield return Bomb("nine levels of aliases", Aliases(9), "more than 200000 values when aliases are written out");
        yield return Bomb(
            "a long text many times",
            $"openapi: &a {new string('x', 1_000_000)}\nb: [{Repeat("*a", 500)}]",
            "MiB when aliases are written out"
        );
        yield return Bomb("a wide mapping merged many times", WideMerges(), "more than 200000 values when aliases are written out");
        yield return Bomb("100,000 lists in each other", new string('[', 100_000), "nested deeper than 64");
        yield return Bomb("100,000 lists in each other in YAML", $"openapi: {new string('[', 100_000)}", "nested deeper than 64");
        yield return Bomb(
            "100,000 mappings in each other in YAML",
            string.Concat(Enumerable.Repeat("{a: ", 100_000)),
            "nested deeper than 64"
        );
        yield return Bomb("100,000 objects in each other", string.Concat(Enumerable.Repeat("{\"a\":", 100_000)), "nested deeper than 64");
        yield return Bomb("depth through aliases", DeepAliases(), "nested deeper than 64");
        yield return Bomb("eleven megabytes", new string(' ', 11 * 1024 * 1024), "larger than 10 MiB");
        yield return Bomb(
            "a server of many variables",
            SpecTexts.Small(
                $"servers: [{{ url: '{new string('x', 90)}{string.Concat(Enumerable.Repeat("{v}", 50_000))}', variables: {{ v: {{ default: {new string('d', 1000)} }} }} }}]"
            ),
            "longer than 8192"
        );
    }

    [TestCaseSource(nameof(Bombs))]
    public void A_bomb_is_refused_in_time_and_memory(string text, string message)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();

        var faults = OpenApiReader.Read(bytes).Faults;

        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - allocated, Is.LessThan(MaxAllocated));
        Assert.That(faults, Has.Count.EqualTo(1));
        Assert.That(faults[0].Message, Does.Contain(message));
    }

    [Test]
    public void The_same_shapes_below_the_caps_are_read()
    {
        // The controls: it is the size that is refused, not aliases, merging or depth.
        Assert.That(OpenApiReader.Read(Aliases(4)).Faults.Single().Message, Does.Contain("there are no paths"));
        Assert.That(
            OpenApiReader.Read($"openapi: 3.0.0\nb: {new string('[', 63)}{new string(']', 63)}").Faults.Single().Message,
            Does.Contain("there are no paths")
        );
        Assert.That(
            OpenApiReader.Read($"openapi: 3.0.0\nb: {new string('[', 64)}{new string(']', 64)}").Faults.Single().Message,
            Does.Contain("nested deeper than 64")
        );
        Assert.That(
            OpenApiReader.Read($"{{\"openapi\": \"3.0.0\", \"b\": {new string('[', 63)}{new string(']', 63)}}}").Faults.Single().Message,
            Does.Contain("there are no paths")
        );
        Assert.That(
            OpenApiReader.Read($"{{\"openapi\": \"3.0.0\", \"b\": {new string('[', 64)}{new string(']', 64)}}}").Faults.Single().Message,
            Does.Contain("nested deeper than 64")
        );
    }

    [Test]
    public void An_anchor_named_twice_means_the_nearest_above()
    {
        var endpoint = SpecTexts.Only(SpecTexts.Small("summary: &a one\ndescription: &a two\noperationId: *a"));

        Assert.That(endpoint.OperationId, Is.EqualTo("two"));
    }

    [Test]
    public void Merge_keys_take_in_what_the_mapping_does_not_say_itself()
    {
        var endpoint = SpecTexts.Only(
            """
            openapi: 3.0.3
            x-one: &one { summary: one, operationId: first, tags: [a] }
            x-two: &two { summary: two, description: d, operationId: second }
            paths:
              /a:
                get:
                  <<: [*one, *two]
                  operationId: own
                  responses: { 200: {} }
            """
        );

        Assert.That((endpoint.OperationId, endpoint.Summary, endpoint.Tags.Single()), Is.EqualTo(("own", "one", "a")));
    }

    [Test]
    public void A_huge_spec_of_references_to_everything_stays_linear()
    {
        // Every schema reaches every other one: parts of their own would be 2,000 times 2,000.
        var text = new StringBuilder("openapi: 3.0.3\npaths:\n");
        const int Count = 2_000;
        for (var number = 0; number < Count; number++)
        {
            text.Append(
                $"  /a{number}: {{ get: {{ responses: {{ 200: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/S{number}' }} }} }} }} }} }} }}\n"
            );
        }

        text.Append("components:\n  schemas:\n");
        for (var number = 0; number < Count; number++)
        {
            text.Append($"    S{number}: {{ properties: {{ next: {{ $ref: '#/components/schemas/S{(number + 1) % Count}' }} }} }}\n");
        }

        var clock = Stopwatch.StartNew();
        var import = OpenApiReader.Read(text.ToString());

        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(3)));
        Assert.That(import.Endpoints, Has.Count.EqualTo(Count));
        Assert.That(import.Endpoints.Select(endpoint => SchemaDocumentTests.Unresolved(endpoint).Count()), Is.All.Zero);
        Assert.That(
            import.Endpoints[^1].SchemaDocument.Equals(import.Endpoints[^2].SchemaDocument),
            Is.True,
            "the last ones share one document"
        );
    }

    private static TestCaseData Bomb(string name, string text, string message) => new TestCaseData(text, message).SetArgDisplayNames(name);

    private static string Repeat(string text, int times) => string.Join(", ", Enumerable.Repeat(text, times));

    private static string Aliases(int levels)
    {
        var text = new StringBuilder("openapi: 3.0.0\nl0: &l0 [x]\n");
        for (var level = 1; level <= levels; level++)
        {
            text.Append($"l{level}: &l{level} [{Repeat($"*l{level - 1}", 9)}]\n");
        }

        return text.ToString();
    }

    private static string DeepAliases()
    {
        var text = new StringBuilder("openapi: 3.0.0\nl0: &l0 [x]\n");
        for (var level = 1; level <= 100; level++)
        {
            text.Append($"l{level}: &l{level} [*l{level - 1}]\n");
        }

        return text.ToString();
    }

    private static string WideMerges()
    {
        var members = string.Join(", ", Enumerable.Range(0, 5_000).Select(number => $"m{number}: 1"));
        return $"openapi: 3.0.0\nwide: &w {{ {members} }}\nmany:\n  <<: [{Repeat("*w", 10_000)}]\n";
    }
}
