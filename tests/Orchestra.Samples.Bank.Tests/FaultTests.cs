namespace Orchestra.Samples.Bank.Tests;

[CancelAfter(60_000)]
public sealed class FaultTests
{
    [Test]
    public async Task Scoring_500_fails_the_scoring_and_leaves_the_application()
    {
        await using var host = await BankHost.StartAsync("Bank:Fault=scoring-500");
        using var bank = new BankClient(host.Url, "fault");
        var process = new CreditProcess(bank);
        var id = await process.SubmittedAsync();

        await process.DoAsync(500, "scoreApplicant", id);

        Assert.That((await bank.ExpectAsync(200, "getApplication", id)).Text("status"), Is.EqualTo("SUBMITTED"));
        Assert.That(await bank.EffectsAsync(), Does.Not.ContainKey("scoreApplicant"));
        await bank.SwitchFaultAsync("none");
        await process.DoAsync(200, "scoreApplicant", id);
    }

    [Test]
    public async Task Contract_breaks_the_schema_of_the_account_in_two_places()
    {
        await using var host = await BankHost.StartAsync("Bank:Fault=contract");
        using var bank = new BankClient(host.Url, "fault");
        var process = new CreditProcess(bank);
        var id = await process.ScoredAsync();
        bank.CheckContract = false;

        var account = await process.DoAsync(201, "createLoanAccount", id);

        Assert.That(
            BankFiles.OpenApi.Violations("createLoanAccount", 201, account.Body),
            Is.EquivalentTo(["$.iban: is missing", "$.creditLimit: string instead of number"])
        );
    }

    [Test]
    public async Task Contract_breaks_nothing_else()
    {
        await using var host = await BankHost.StartAsync("Bank:Fault=contract");
        using var bank = new BankClient(host.Url, "fault");
        var process = new CreditProcess(bank);
        var id = await process.AwaitingDocumentsAsync();
        await process.DoAsync(201, "uploadDocument", id);
        await process.DoAsync(201, "reviewApplication", id);
        await process.DoAsync(200, "approveApplication", id);
        bank.CheckContract = false;
        var account = await process.DoAsync(201, "createLoanAccount", id);
        bank.CheckContract = true;
        await process.DoAsync(200, "signContract", (await process.DoAsync(201, "prepareContract", id)).Id);
        await process.DoAsync(201, "checkCollateral", id);

        await process.DisburseAsync(201, id, account.Id);
    }

    [Test]
    public async Task Slow_answers_late()
    {
        await using var host = await BankHost.StartAsync("Bank:Fault=slow", "Bank:SlowAnswer=00:00:00.500");
        using var bank = new BankClient(host.Url, "fault");
        var process = new CreditProcess(bank);
        var id = await process.ScoredAsync();
        var start = TimeProvider.System.GetTimestamp();

        await process.DoAsync(201, "checkCollateral", id);

        // A timer may fire a few milliseconds early.
        Assert.That(TimeProvider.System.GetElapsedTime(start), Is.GreaterThan(TimeSpan.FromMilliseconds(480)));
    }

    [Test]
    public async Task Slow_keeps_waiting_until_the_client_gives_up_and_then_has_no_effect(CancellationToken cancellationToken)
    {
        await using var host = await BankHost.StartAsync("Bank:Fault=slow");
        using var bank = new BankClient(host.Url, "fault");
        var process = new CreditProcess(bank);
        var id = await process.ScoredAsync();
        using var client = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        var waiting = bank.CallAsync("checkCollateral", id, CreditProcess.Bodies["checkCollateral"], "k", client.Token);
        await Eventually.HoldsAsync(async () => (await bank.RequestsAsync()).Count == 3);
        Assert.That((await bank.RequestsAsync())[2]!["status"], Is.Null);
        await client.CancelAsync();

        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
        await Eventually.HoldsAsync(async () => (await bank.RequestsAsync())[2]!["status"]?.GetValue<int>() == 499);
        Assert.That(await bank.EffectsAsync(), Does.Not.ContainKey("checkCollateral"));
    }

    [Test]
    public async Task Wrong_decision_rejects_a_good_applicant_and_no_other()
    {
        await using var host = await BankHost.StartAsync("Bank:Fault=wrong-decision");
        using var bank = new BankClient(host.Url, "fault");
        var process = new CreditProcess(bank);

        var good = await process.DoAsync(200, "scoreApplicant", await process.SubmittedAsync());
        var borderline = await process.DoAsync(200, "scoreApplicant", await process.SubmittedAsync(CreditProcess.Borderline));

        Assert.That(good.Text("decision"), Is.EqualTo("REJECTED"));
        Assert.That(good.Body["score"]!.GetValue<int>(), Is.GreaterThanOrEqualTo(700));
        Assert.That(borderline.Text("decision"), Is.EqualTo("MANUAL_REVIEW"));
    }

    [Test]
    public async Task A_fault_is_switched_at_run_time_and_an_unknown_one_is_refused()
    {
        await using var host = await BankHost.StartAsync();
        using var bank = new BankClient(host.Url, "fault");

        foreach (var fault in (string[])["scoring-500", "contract", "slow", "wrong-decision", "none"])
        {
            Assert.That((await bank.SwitchFaultAsync(fault)).Status, Is.EqualTo(200), fault);
            Assert.That((await bank.SendAsync(HttpMethod.Get, "/_sut/fault")).Text("fault"), Is.EqualTo(fault));
        }

        var refused = await bank.SwitchFaultAsync("fire");
        Assert.That(refused.Status, Is.EqualTo(400));
        Assert.That(refused.Text("message"), Does.EndWith("none, scoring-500, contract, slow, wrong-decision"));
    }

    [TestCase(-1)]
    [TestCase(60_001)]
    public async Task A_delay_out_of_bounds_is_refused(int milliseconds)
    {
        await using var host = await BankHost.StartAsync();
        using var bank = new BankClient(host.Url, "fault");

        Assert.That((await bank.SetDelayAsync(TimeSpan.FromMilliseconds(milliseconds))).Status, Is.EqualTo(422));
    }
}
