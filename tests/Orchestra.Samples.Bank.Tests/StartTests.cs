using System.Diagnostics;

namespace Orchestra.Samples.Bank.Tests;

/// <summary>The program itself, as a process.</summary>
[CancelAfter(30_000)]
public sealed class StartTests
{
    [Test]
    public async Task An_unknown_fault_is_refused_with_the_known_ones(CancellationToken cancellationToken)
    {
        var (exitCode, error) = await RunAsync("Bank__Fault", "fire", cancellationToken);

        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(
            error,
            Is.EqualTo("Bank:Fault names an unknown fault: the known ones are none, scoring-500, contract, slow, wrong-decision")
        );
    }

    [Test]
    public async Task A_missing_connection_string_is_refused_in_one_sentence(CancellationToken cancellationToken)
    {
        var (exitCode, error) = await RunAsync("ConnectionStrings__bank", "", cancellationToken);

        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(error, Is.EqualTo("ConnectionStrings:bank is not set: give the bank a PostgreSQL database of its own"));
    }

    [Test]
    public async Task An_unreachable_database_is_told_in_one_sentence(CancellationToken cancellationToken)
    {
        // Port 1 is never a PostgreSQL.
        var (exitCode, error) = await RunAsync("ConnectionStrings__bank", "Host=127.0.0.1;Port=1;Username=bank", cancellationToken);

        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(error, Does.StartWith("The bank cannot use its database (ConnectionStrings:bank): ").And.Not.Contain("\n"));
    }

    private static async Task<(int ExitCode, string Error)> RunAsync(string variable, string value, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(BankApplication).Assembly.Location])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["ConnectionStrings__bank"] = TestPostgres.ConnectionString;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment[variable] = value;
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = await process.StandardError.ReadToEndAsync(cancellationToken);
            await output;
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, error.Trim());
        }
        finally
        {
            process.Kill();
        }
    }
}
