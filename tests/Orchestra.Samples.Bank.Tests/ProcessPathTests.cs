using System.Text.Json.Nodes;

namespace Orchestra.Samples.Bank.Tests;

[CancelAfter(60_000)]
public sealed class ProcessPathTests
{
    private BankHost _host = null!;
    private BankClient _bank = null!;
    private CreditProcess _process = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await BankHost.StartAsync();
        _bank = new BankClient(_host.Url, "paths");
        _process = new CreditProcess(_bank);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _bank.Dispose();
        await _host.DisposeAsync();
    }

    [Test]
    public async Task Each_data_set_leads_to_the_decision_it_expects()
    {
        foreach (var (name, set) in BankFiles.DataSets)
        {
            var id = await _process.SubmittedAsync(name);

            var scored = await _process.DoAsync(200, "scoreApplicant", id);

            Assert.That(scored.Text("decision"), Is.EqualTo(set["data"]!["expectedDecision"]!.GetValue<string>()), name);
            Assert.That((await _bank.ExpectAsync(200, "getApplication", id)).Text("status"), Is.EqualTo(scored.Text("decision")), name);
        }
    }

    [Test]
    public async Task A_good_applicant_is_paid_without_a_review()
    {
        var (id, accountId) = await _process.FulfilledAsync();

        var paid = await _process.DisburseAsync(201, id, accountId);

        Assert.That(paid.Text("applicationStatus"), Is.EqualTo("DISBURSED"));
        Assert.That(paid.Body["amount"]!.GetValue<decimal>(), Is.EqualTo(15000));
    }

    [Test]
    public async Task A_borderline_applicant_is_approved_in_the_second_round_after_a_document()
    {
        var id = await _process.AwaitingDocumentsAsync();
        await _process.DoAsync(201, "uploadDocument", id);
        var second = await _process.DoAsync(201, "reviewApplication", id);
        Assert.That(second.Body["round"]!.GetValue<int>(), Is.EqualTo(2));

        var approved = await _process.DoAsync(200, "approveApplication", id);
        Assert.That(approved.Text("status"), Is.EqualTo("APPROVED"));

        await _process.DisburseAsync(201, id, await _process.FulfilAsync(id));
    }

    [TestCase("APPROVED", "rejectApplication", "approveApplication")]
    [TestCase("REJECTED", "requestDocuments", "rejectApplication")]
    [TestCase("NEEDS_DOCUMENTS", "approveApplication", "requestDocuments")]
    public async Task A_round_ends_with_the_outcome_that_the_reviewer_noted_and_no_other(string outcome, string other, string same)
    {
        var id = await _process.ScoredAsync(CreditProcess.Borderline);
        var body = $$"""{"reviewer":"r.viewer","outcome":"{{outcome}}"}""";
        var round = await _bank.ExpectAsync(201, "reviewApplication", id, body, _bank.NextKey());
        Assert.That(round.Text("outcome"), Is.EqualTo(outcome));

        await _process.DoAsync(409, other, id);
        await _process.DoAsync(same == "requestDocuments" ? 201 : 200, same, id);
    }

    [TestCase(30_000, 30_000, 799, "APPROVED", TestName = "Twice the amount is approved, with a debt as high as the income")]
    [TestCase(29_999, 0, 599, "MANUAL_REVIEW", TestName = "Less than twice the amount is reviewed")]
    [TestCase(15_000, 15_000, 599, "MANUAL_REVIEW", TestName = "The amount itself is reviewed")]
    [TestCase(14_999, 0, 399, "REJECTED", TestName = "Less than the amount is rejected")]
    [TestCase(30_000, 30_001, 499, "REJECTED", TestName = "A debt over the income is rejected whatever the income")]
    public async Task The_score_decides_by_income_and_debt(int income, int debt, int score, string decision)
    {
        var body = JsonNode.Parse(BankFiles.ApplicationOf(CreditProcess.Good))!.AsObject();
        (body["annualIncome"], body["existingDebt"]) = (income, debt);
        var id = (await _bank.ExpectAsync(201, "submitApplication", body: body.ToJsonString(), key: _bank.NextKey())).Id;

        var scored = await _process.DoAsync(200, "scoreApplicant", id);

        Assert.That(scored.Body["score"]!.GetValue<int>(), Is.EqualTo(score));
        Assert.That(scored.Text("decision"), Is.EqualTo(decision));
    }

    [Test]
    public async Task A_rejection_by_the_reviewer_ends_with_one_letter()
    {
        var id = await _process.InReviewAsync();
        await _process.DoAsync(200, "rejectApplication", id);

        var letter = await _process.DoAsync(201, "sendRejectionLetter", id);

        Assert.That(letter.Text("applicationStatus"), Is.EqualTo("REJECTED"));
        await _process.DoAsync(409, "sendRejectionLetter", id);
    }

    [Test]
    public async Task Documents_are_asked_for_three_times_at_most()
    {
        var id = await _process.ScoredAsync(CreditProcess.Borderline);
        for (var round = 1; round <= 3; round++)
        {
            await _process.DoAsync(201, "reviewApplication", id);
            await _process.DoAsync(201, "requestDocuments", id);
            await _process.DoAsync(201, "uploadDocument", id);
        }

        await _process.DoAsync(201, "reviewApplication", id);
        var refused = await _process.DoAsync(409, "requestDocuments", id);

        Assert.That(refused.Text("message"), Is.EqualTo("documents were requested 3 times: approve or reject"));
    }

    [TestCase("createLoanAccount")]
    [TestCase("signContract")]
    [TestCase("checkCollateral")]
    public async Task A_payment_waits_for_every_parallel_branch(string missing)
    {
        var id = await _process.ScoredAsync();
        var accountId = Guid.Empty;
        if (missing != "createLoanAccount")
        {
            accountId = (await _process.DoAsync(201, "createLoanAccount", id)).Id;
            var contract = await _process.DoAsync(201, "prepareContract", id);
            if (missing != "signContract")
            {
                await _process.DoAsync(200, "signContract", contract.Id);
            }
        }

        if (missing != "checkCollateral")
        {
            await _process.DoAsync(201, "checkCollateral", id);
        }

        await _process.DisburseAsync(409, id, accountId);
        Assert.That((await _bank.ExpectAsync(200, "getApplication", id)).Text("status"), Is.EqualTo("APPROVED"));
    }

    [Test]
    public async Task Insufficient_collateral_does_not_secure_a_payment_until_better_is_given()
    {
        var id = await _process.ScoredAsync();
        var account = await _process.DoAsync(201, "createLoanAccount", id);
        await _process.DoAsync(200, "signContract", (await _process.DoAsync(201, "prepareContract", id)).Id);
        var check = await _bank.ExpectAsync(201, "checkCollateral", id, """{"type":"VEHICLE","estimatedValue":14999.99}""");
        Assert.That(check.Text("status"), Is.EqualTo("INSUFFICIENT"));
        await _process.DisburseAsync(409, id, account.Id);

        await _process.DoAsync(201, "checkCollateral", id);

        await _process.DisburseAsync(201, id, account.Id);
    }

    [Test]
    public async Task Two_reviewers_at_once_get_one_decision()
    {
        for (var i = 0; i < 5; i++)
        {
            var id = await _process.InReviewAsync();

            var both = await Task.WhenAll(
                _bank.CallAsync("approveApplication", id, CreditProcess.Bodies["approveApplication"], _bank.NextKey()),
                _bank.CallAsync("rejectApplication", id, CreditProcess.Bodies["rejectApplication"], _bank.NextKey())
            );

            Assert.That(both.Select(reply => reply.Status), Is.EquivalentTo([200, 409]));
            var winner = both.Single(reply => reply.Status == 200).Text("status");
            Assert.That((await _bank.ExpectAsync(200, "getApplication", id)).Text("status"), Is.EqualTo(winner));
        }
    }

    [Test]
    public async Task Two_payments_at_once_pay_once()
    {
        var (id, accountId) = await _process.FulfilledAsync();
        var body = $$"""{"accountId":"{{accountId}}"}""";

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _bank.CallAsync("disburseLoan", id, body, _bank.NextKey())));

        Assert.That(all.Count(reply => reply.Status == 201), Is.EqualTo(1));
        Assert.That(all.Count(reply => reply.Status == 409), Is.EqualTo(7));
    }

    [Test]
    public async Task Two_signatures_at_once_sign_once()
    {
        var (_, contractId) = await _process.WithContractAsync();

        var all = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i => _bank.CallAsync("signContract", contractId, $$"""{"signedBy":"Signer {{i}}"}""", _bank.NextKey()))
        );

        Assert.That(all.Count(reply => reply.Status == 200), Is.EqualTo(1));
        Assert.That(all.Count(reply => reply.Status == 409), Is.EqualTo(7));
    }

    [Test]
    public async Task The_list_filters_by_status_and_stops_at_the_limit()
    {
        await _process.SubmittedAsync();
        await _process.SubmittedAsync();
        await _process.ScoredAsync(CreditProcess.Poor);

        var submitted = await _bank.SendAsync(HttpMethod.Get, "/applications?status=SUBMITTED&limit=2");

        Assert.That(BankFiles.OpenApi.Violations("listApplications", submitted.Status, submitted.Body), Is.Empty);
        var items = submitted.Body["items"]!.AsArray();
        Assert.That(items, Has.Count.EqualTo(2));
        Assert.That(items.Select(item => item!["status"]!.GetValue<string>()), Is.All.EqualTo("SUBMITTED"));
    }
}
