using Orchestra.Cli.Development.Soak;

namespace Orchestra.Cli.Tests.Development;

internal sealed class SoakFaultTests
{
    [Test]
    public void The_same_seed_means_the_same_faults()
    {
        var (first, again, other) = (Faults(7), Faults(7), Faults(8));

        Assert.That(again, Is.EqualTo(first));
        Assert.That(other, Is.Not.EqualTo(first));
    }

    [Test]
    public void Every_kind_of_fault_comes_to_every_executor()
    {
        var faults = Faults(1).Select(fault => (fault.Kind, fault.Target)).Distinct();

        Assert.That(faults.Count(), Is.EqualTo(3 * Enum.GetValues<SoakFaultKind>().Length));
    }

    private static List<SoakFault> Faults(int seed) => [.. SoakFault.Sequence(seed, 3).Take(500)];
}
