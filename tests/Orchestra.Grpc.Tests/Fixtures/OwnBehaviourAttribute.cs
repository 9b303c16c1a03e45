using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Orchestra.Grpc.Tests.Fixtures;

/// <summary>What grpc-dotnet does in another way: not asked of it when the tests are built with -p:FullFeed=true.</summary>
/// <param name="otherwise">What grpc-dotnet 2.85 does.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OwnBehaviourAttribute(string otherwise) : NUnitAttribute, IApplyToTest
{
    /// <summary>What grpc-dotnet 2.85 does.</summary>
    public string Otherwise { get; } = otherwise;

    /// <inheritdoc />
    public void ApplyToTest(Test test)
    {
#if FULL_FEED
        test.RunState = RunState.Ignored;
        test.Properties.Set(PropertyNames.SkipReason, $"grpc-dotnet: {Otherwise}");
#endif
    }
}
