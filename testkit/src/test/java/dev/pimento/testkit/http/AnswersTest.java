package dev.pimento.testkit.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The validator has to be able to fail: each broken answer is found, and the whole ones pass. */
class AnswersTest {

  private static final String HERE = "http://127.0.0.1:1";

  private static void check(int status, String address, String headers, String sent, String body) {
    Map<String, String> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    answered.put("request-id", "r1");
    Answers.check(
        new Answers.Exchange(
            HERE,
            "GET",
            address,
            headers.isEmpty() ? Map.of() : Map.of(headers, "eventual"),
            GraphClient.json(sent),
            status,
            answered,
            GraphClient.json(body.replace("~", HERE + "/v1.0/$metadata#").replace("!", HERE))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1.0/users|{'@odata.context':'~users','value':[{'id':'a','displayName':'A'}]}",
        "/v1.0/users?$select=id|{'@odata.context':'~users(id)','value':[{'id':'a'}]}",
        "/v1.0/users/a?$select=id,userType|{'@odata.context':'~users(id,userType)/$entity','id':'a'}",
        "/v1.0/groups/a/members|{'@odata.context':'~directoryObjects','value':[{'@odata.type':'#microsoft.graph.user','id':'a','surname':null}]}",
        "/v1.0/groups/a/members/microsoft.graph.user|{'@odata.context':'~users','value':[]}",
        "/v1.0/users?$top=1|{'@odata.context':'~users','@odata.nextLink':'!/v1.0/users?$top=1&$skiptoken=x','value':[]}",
        "/v1.0/groups/delta?$select=members|{'@odata.context':'~groups','@odata.deltaLink':'!/v1.0/groups/delta?$deltatoken=1','value':[{'id':'a','members@delta':[{'@odata.type':'#microsoft.graph.user','id':'b'}]}]}",
        "/v1.0/users/a/getMemberGroups|{'@odata.context':'~Collection(Edm.String)','value':['a']}",
        "/v1.0/policies/roleManagementPolicies/p/rules|{'@odata.context':'~policies/roleManagementPolicies(`p`)/rules','value':[{'@odata.type':'#microsoft.graph.unifiedRoleManagementPolicyExpirationRule','id':'a','maximumDuration':'PT8H'}]}",
        "/v1.0/identityGovernance/privilegedAccess/group/eligibilitySchedules?$expand=group($select=id)|{'@odata.context':'~identityGovernance/privilegedAccess/group/eligibilitySchedules(group(id))','value':[{'id':'a','accessId':'member','group':{'id':'g'}}]}",
      })
  void check_wholeAnswer_passes(String address, String body) {
    assertThatCode(() -> check(200, address, "", "{}", quoted(body))).doesNotThrowAnyException();
  }

  private static String quoted(String body) {
    return body.replace('\'', '"').replace('`', '\'');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // The context and what it names.
        "/v1.0/users|context|{'value':[]}",
        "/v1.0/users|context|{'@odata.context':'~groups','value':[]}",
        "/v1.0/users?$select=id|context|{'@odata.context':'~users','value':[]}",
        "/v1.0/users/a|context|{'@odata.context':'~users','id':'a'}",
        "/v1.0/users?$expand=memberOf|context|{'@odata.context':'~users','value':[]}",
        // Members of the type, as they are written.
        "/v1.0/users|a member of user|{'@odata.context':'~users','value':[{'id':'a','groupTypes':[]}]}",
        "/v1.0/users|written as|{'@odata.context':'~users','value':[{'Id':'a'}]}",
        "/v1.0/roleManagement/directory/roleDefinitions|a member of|{'@odata.context':'~roleManagement/directory/roleDefinitions','value':[{'isPrivileged':true}]}",
        // Types of objects.
        "/v1.0/groups/a/members|derives|{'@odata.context':'~directoryObjects','value':[{'@odata.type':'#microsoft.graph.ticketInfo'}]}",
        "/v1.0/groups/a/members|a member of directoryObject|{'@odata.context':'~directoryObjects','value':[{'id':'a','displayName':'A'}]}",
        "/v1.0/users|declared|{'@odata.context':'~users','value':[{'@odata.type':'#microsoft.graph.user'}]}",
        "/v1.0/policies/roleManagementPolicies/p/rules|abstract|{'@odata.context':'~policies/roleManagementPolicies(`p`)/rules','value':[{'id':'a'}]}",
        // Values.
        "/v1.0/users|String|{'@odata.context':'~users','value':[{'displayName':1}]}",
        "/v1.0/users?$select=accountEnabled|Boolean|{'@odata.context':'~users(accountEnabled)','value':[{'accountEnabled':'true'}]}",
        "/v1.0/groups|DateTimeOffset|{'@odata.context':'~groups','value':[{'createdDateTime':'yesterday'}]}",
        "/v1.0/groups|DateTimeOffset|{'@odata.context':'~groups','value':[{'createdDateTime':'2026-03-02T08:00:00'}]}",
        "/v1.0/groups|array|{'@odata.context':'~groups','value':[{'groupTypes':'Unified'}]}",
        "/v1.0/groups|a value|{'@odata.context':'~groups','value':[{'groupTypes':null}]}",
        "/v1.0/policies/roleManagementPolicies/p/rules|Duration|{'@odata.context':'~policies/roleManagementPolicies(`p`)/rules','value':[{'@odata.type':'#microsoft.graph.unifiedRoleManagementPolicyExpirationRule','maximumDuration':'8h'}]}",
        "/v1.0/identityGovernance/privilegedAccess/group/eligibilitySchedules|one of|{'@odata.context':'~identityGovernance/privilegedAccess/group/eligibilitySchedules','value':[{'accessId':'Member'}]}",
        "/v1.0/identityGovernance/privilegedAccess/group/eligibilitySchedules|a member of|{'@odata.context':'~identityGovernance/privilegedAccess/group/eligibilitySchedules','value':[{'scheduleInfo':{'endDateTime':null}}]}",
        "/v1.0/identityGovernance/privilegedAccess/group/eligibilityScheduleRequests|a value|{'@odata.context':'~identityGovernance/privilegedAccess/group/eligibilityScheduleRequests','value':[{'status':null}]}",
        // What was asked for.
        "/v1.0/users?$select=id|selected|{'@odata.context':'~users(id)','value':[{'id':'a','displayName':'A'}]}",
        "/v1.0/users?$select=id,displayName|displayName|{'@odata.context':'~users(id,displayName)','value':[{'id':'a'}]}",
        "/v1.0/users|expanded|{'@odata.context':'~users','value':[{'id':'a','memberOf':[]}]}",
        "/v1.0/users?$expand=memberOf|memberOf|{'@odata.context':'~users(memberOf())','value':[{'id':'a'}]}",
        "/v1.0/users?$expand=memberOf|array|{'@odata.context':'~users(memberOf())','value':[{'id':'a','memberOf':{}}]}",
        "/v1.0/identityGovernance/privilegedAccess/group/eligibilitySchedules?$expand=group|an object|{'@odata.context':'~identityGovernance/privilegedAccess/group/eligibilitySchedules(group())','value':[{'id':'a','group':[]}]}",
        "/v1.0/identityGovernance/privilegedAccess/group/eligibilitySchedules?$expand=group($select=id)|selected|{'@odata.context':'~identityGovernance/privilegedAccess/group/eligibilitySchedules(group(id))','value':[{'id':'a','group':{'id':'g','displayName':'G'}}]}",
        // The list around them.
        "/v1.0/users|an array|{'@odata.context':'~users'}",
        "/v1.0/users|one of|{'@odata.context':'~users','value':[],'more':1}",
        "/v1.0/users|twice|{'@odata.context':'~users','value':[{'id':'a'},{'id':'a'}]}",
        "/v1.0/users|link|{'@odata.context':'~users','@odata.nextLink':'/v1.0/users?$skiptoken=x','value':[]}",
        "/v1.0/users|link|{'@odata.context':'~users','@odata.nextLink':'https://graph.microsoft.com/v1.0/users?$skiptoken=x','value':[]}",
        "/v1.0/users|link|{'@odata.context':'~users','@odata.nextLink':'!/beta/users?$skiptoken=x','value':[]}",
        "/v1.0/users|no count|{'@odata.context':'~users','@odata.count':1,'value':[]}",
        "/v1.0/roleManagement/directory/roleAssignments?$count=true|a count|{'@odata.context':'~roleManagement/directory/roleAssignments','value':[]}",
        "/v1.0/groups/delta|an id|{'@odata.context':'~groups','value':[{'displayName':'A'}]}",
        "/v1.0/groups/delta|a reason|{'@odata.context':'~groups','value':[{'id':'a','@removed':{'reason':'gone'}}]}",
        "/v1.0/users/a/getMemberGroups|a text|{'@odata.context':'~Collection(Edm.String)','value':[1]}",
        "/v1.0/groups/a/members/$ref|address|{'@odata.context':'~Collection($ref)','value':[{'@odata.id':'a'}]}",
      })
  void check_brokenAnswer_fails(String address, String expected, String body) {
    assertThatThrownBy(() -> check(200, address, "", "{}", quoted(body)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "code|{'error':{'message':'m','innerError':{'request-id':'r1','client-request-id':'c','date':'2026-03-02T08:00:00'}}}",
        "message|{'error':{'code':'c','innerError':{'request-id':'r1','client-request-id':'c','date':'2026-03-02T08:00:00'}}}",
        "request-id|{'error':{'code':'c','message':'m','innerError':{'request-id':'r2','client-request-id':'c','date':'2026-03-02T08:00:00'}}}",
        "request-id|{'error':{'code':'c','message':'m'}}",
        "could not be parsed|{'error':{'code':'c','message':'m','innerError':{'request-id':'r1','client-request-id':'c','date':'now'}}}",
        "nothing else|{'error':{'code':'c','message':'m','innerError':{'request-id':'r1','client-request-id':'c','date':'2026-03-02T08:00:00'}},'value':[]}",
      })
  void check_brokenError_fails(String expected, String body) {
    assertThatThrownBy(() -> check(400, "/v1.0/users", "", "{}", quoted(body)))
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "an answer for each|{'responses':[]}",
        "once|{'responses':[{'id':'2','status':200}]}",
        "context|{'responses':[{'id':'1','status':200,'headers':{'request-id':'x'},'body':{'value':[]}}]}",
        "request-id|{'responses':[{'id':'1','status':200,'body':{}}]}",
        "code|{'responses':[{'id':'1','status':404,'headers':{'request-id':'x'},'body':{}}]}",
      })
  void check_brokenBatch_fails(String expected, String body) {
    String sent = "{'requests':[{'id':'1','method':'GET','url':'/users'}]}";
    assertThatThrownBy(() -> check(200, "/v1.0/$batch", "", quoted(sent), quoted(body)))
        .hasMessageContaining(expected);
  }
}
