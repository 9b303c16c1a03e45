using Orchestra.Fuzzing;

namespace Orchestra.Modeling.Tests;

/// <summary>The control of every fuzz test: the limit that they run under is one.</summary>
public sealed class LimitedMemoryTests
{
    private const string Variable = "ORCHESTRA_TEST_HELD_MIB";

    [TestCase(100, true)]
    [TestCase(600, false)]
    public void A_test_that_takes_more_than_512_MiB_fails_and_one_that_takes_less_does_not(int size, bool passes)
    {
        var (passed, output) = LimitedMemory.Run(
            typeof(LimitedMemoryTests).Assembly.Location,
            $"{typeof(LimitedMemoryTests).FullName}.{nameof(Memory_is_held)}",
            (Variable, size.ToString(System.Globalization.CultureInfo.InvariantCulture))
        );

        Assert.That(passed, Is.EqualTo(passes), output);
        Assert.That(output.Contains("were taken, more than 512", StringComparison.Ordinal), Is.Not.EqualTo(passes), output);
    }

    [Test, MemoryLimited]
    public void Memory_is_held()
    {
        var size = int.Parse(Environment.GetEnvironmentVariable(Variable) ?? "1", System.Globalization.CultureInfo.InvariantCulture);

        var held = Enumerable.Range(0, size).Select(_ => GC.AllocateUninitializedArray<byte>(1024 * 1024)).ToList();
        held.ForEach(block => block.AsSpan().Fill(1));

        Assert.That(held, Has.Count.EqualTo(size));
    }
}
