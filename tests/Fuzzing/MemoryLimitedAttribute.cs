using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Commands;

namespace Orchestra.Fuzzing;

/// <summary>Has a test run in a process of its own with limited memory: see <see cref="LimitedMemory"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MemoryLimitedAttribute : NUnitAttribute, IWrapTestMethod
{
    /// <inheritdoc />
    public TestCommand Wrap(TestCommand command) =>
        LimitedMemory.IsThisProcess ? new WatchedCommand(command) : new ElsewhereCommand(command);

    private sealed class ElsewhereCommand(TestCommand inner) : DelegatingTestCommand(inner)
    {
        public override TestResult Execute(TestExecutionContext context)
        {
            var (passed, output) = LimitedMemory.Run(Test.Method!.TypeInfo.Assembly.Location, Test.FullName);
            context.CurrentResult.SetResult(passed ? ResultState.Success : ResultState.Failure, output);
            return context.CurrentResult;
        }
    }

    private sealed class WatchedCommand(TestCommand inner) : DelegatingTestCommand(inner)
    {
        public override TestResult Execute(TestExecutionContext context)
        {
            var before = LimitedMemory.Watch();
            var result = innerCommand.Execute(context);
            var taken = LimitedMemory.Peak() - before;
            result.OutWriter.WriteLine($"at most {taken >> 20} MiB were taken");
            if (taken > LimitedMemory.Bytes && result.ResultState == ResultState.Success)
            {
                result.SetResult(ResultState.Failure, $"{taken >> 20} MiB were taken, more than {LimitedMemory.Bytes >> 20}");
            }

            return result;
        }
    }
}
