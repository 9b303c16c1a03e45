using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Orchestra.Gateway.DevelopmentMode;

namespace Orchestra.Gateway.Tests.DevelopmentMode;

[CancelAfter(60_000)]
internal sealed class LoopbackRuleTests : GatewayFixture
{
    [TestCase("ASPNETCORE_URLS", "http://0.0.0.0:0", "http://0.0.0.0:0")]
    [TestCase("ASPNETCORE_URLS", "http://127.0.0.1:0;http://*:0", "http://*:0")]
    [TestCase("ASPNETCORE_HTTP_PORTS", "8099", "http://*:8099")]
    [TestCase("Kestrel__Endpoints__Public__Url", "http://[::]:0", "http://[::]:0")]
    public async Task The_program_refuses_an_open_address_in_development(
        string variable,
        string value,
        string named,
        CancellationToken cancellationToken
    )
    {
        using var program = Start("Development", (variable, value));

        var errors = await program.StandardError.ReadToEndAsync(cancellationToken);
        await program.WaitForExitAsync(cancellationToken);

        Assert.That(program.ExitCode, Is.EqualTo(2));
        Assert.That(errors, Does.Contain("development mode").And.Contain($"not on {named};"));
        Assert.That(errors.TrimEnd(), Does.Not.Contain("\n"), "one sentence, no stack");
    }

    [TestCase("Development", "127.0.0.1")]
    [TestCase("Development", "localhost")]
    [TestCase("Production", "0.0.0.0")]
    public async Task The_program_starts_on_loopback_and_in_production_anywhere(
        string environment,
        string host,
        CancellationToken cancellationToken
    )
    {
        var port = FreePort();
        using var program = Start(environment, ("ASPNETCORE_URLS", $"http://{host}:{port}"));
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            var status = await FirstAnswerAsync(client, new Uri($"http://127.0.0.1:{port}/health"), program, cancellationToken);

            Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        }
        finally
        {
            program.Kill();
        }
    }

    [Test]
    public async Task Without_the_address_of_a_service_the_program_says_so_and_exits_with_2(CancellationToken cancellationToken)
    {
        using var program = Start("Production", ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("services__api__http__0", null));

        var errors = await program.StandardError.ReadToEndAsync(cancellationToken);
        await program.WaitForExitAsync(cancellationToken);

        Assert.That(program.ExitCode, Is.EqualTo(2));
        Assert.That(errors, Does.Contain("set services__api__http__0").And.Not.Contain("   at "));
    }

    [Test]
    public async Task A_port_in_use_is_told_in_words(CancellationToken cancellationToken)
    {
        using var program = Start("Production", ("ASPNETCORE_URLS", Service.Address.GetLeftPart(UriPartial.Authority)));

        var errors = await program.StandardError.ReadToEndAsync(cancellationToken);
        await program.WaitForExitAsync(cancellationToken);

        Assert.That(program.ExitCode, Is.EqualTo(2));
        Assert.That(errors, Does.Contain("address already in use").And.Contain("choose another port").And.Not.Contain("   at "));
    }

    [Test]
    public async Task All_settings_out_of_bounds_are_listed_at_once(CancellationToken cancellationToken)
    {
        using var program = Start(
            "Production",
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("Limits__MaxBodyBytes", "1"),
            ("Limits__MaxConnections", "0")
        );

        var errors = await program.StandardError.ReadToEndAsync(cancellationToken);
        await program.WaitForExitAsync(cancellationToken);

        Assert.That(program.ExitCode, Is.EqualTo(2));
        Assert.That(errors, Does.Contain("MaxBodyBytes").And.Contain("MaxConnections"));
    }

    [TestCase("http://localhost:8080", true)]
    [TestCase("http://LOCALHOST", true)]
    [TestCase("http://127.0.0.1:1", true)]
    [TestCase("http://127.8.9.1:1", true)]
    [TestCase("https://[::1]:1", true)]
    [TestCase("http://unix:/run/orchestra.sock", true)]
    [TestCase("http://+:80", false)]
    [TestCase("http://*:80", false)]
    [TestCase("http://[::]:80", false)]
    [TestCase("http://10.0.0.4:80", false)]
    [TestCase("http://localhost.evil.example:80", false)]
    [TestCase("http://myhost:80", false)]
    [TestCase("nonsense", false)]
    public void Loopback_is_what_only_this_machine_reaches(string address, bool loopback) =>
        Assert.That(LoopbackRule.IsLoopback(address), Is.EqualTo(loopback));

    private Process Start(string environment, params (string Name, string? Value)[] variables)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
            [typeof(GatewayExtensions).Assembly.Location]
        )
        {
            RedirectStandardError = true,
            WorkingDirectory = TestContext.CurrentContext.TestDirectory,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["services__api__http__0"] = Service.Address.ToString();
        foreach (var (name, value) in variables)
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        return Process.Start(start)!;
    }

    private static async Task<HttpStatusCode> FirstAnswerAsync(
        HttpClient client,
        Uri uri,
        Process program,
        CancellationToken cancellationToken
    )
    {
        while (!program.HasExited)
        {
            try
            {
                using var response = await client.GetAsync(uri, cancellationToken);
                return response.StatusCode;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            }
        }

        throw new AssertionException(
            $"the program ended with {program.ExitCode}: {await program.StandardError.ReadToEndAsync(cancellationToken)}"
        );
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
