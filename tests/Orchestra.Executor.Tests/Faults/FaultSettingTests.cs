using Microsoft.Extensions.DependencyInjection;
using Orchestra.Executor.Faults;

namespace Orchestra.Executor.Tests.Faults;

/// <summary>The setting that lets an executor kill itself exists for tests.</summary>
internal sealed class FaultSettingTests : ExecutorFixture
{
    [TestCase("Production")]
    [TestCase("Staging")]
    [TestCase("Other")]
    public async Task Outside_of_development_it_is_not_read(string environment)
    {
        await using var executor = BuildExecutorIn(environment, ("Faults:KillAt", "AfterClaim"));

        var fault = executor.Services.GetRequiredService<IFault>();

        Assert.That(fault, Is.InstanceOf<NoFault>());
        // Were it read, this would end the test program.
        fault.Reach(FaultPoint.AfterClaim);
    }

    [Test]
    public async Task In_development_it_is()
    {
        await using var executor = BuildExecutorIn("Development", ("Faults:KillAt", "AfterClaim"));

        Assert.That(executor.Services.GetRequiredService<IFault>(), Is.InstanceOf<KillFault>());
    }
}
