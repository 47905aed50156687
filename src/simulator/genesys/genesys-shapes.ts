import type { SimulatedLeg } from './genesys-switch.ts';

export interface SimulatedAgent {
  readonly username: string;
  readonly password: string;
  /** The number of the agent's device. */
  readonly phoneNumber: string;
  userState: string;
  doNotDisturb: 'On' | 'Off';
  /** Whether the agent is signed in for voice. */
  hasStarted: boolean;
}

/** A call in the format of the Genesys documentation. A caller who withholds the number ('') is no participant. */
export function callShape(leg: SimulatedLeg): object {
  const { id, state, callUuid, connId, peerNumber, callType, namesAgent: agentNumber = '' } = leg;
  return {
    id,
    state,
    callUuid,
    connId,
    deviceUri: 'http://127.0.0.1:8080/api/v2/devices/9c14cad7-17c4-48d0-8492-7cf0ff92c224',
    participants: [agentNumber, peerNumber].filter((number) => number !== '').map(participantShape),
    dnis: '9000',
    callType,
    capabilities: capabilitiesOf(leg),
    duration: String(Math.floor((Date.now() - leg.startedAt) / 1000)),
    mute: 'Off',
    supervisorListeningIn: false,
    monitoredUserMuted: false,
    monitoring: false,
    uri: `http://127.0.0.1:8080/api/v2/me/calls/${id}`,
    path: `/calls/${id}`,
  };
}

/** A number of fewer than 12 digits may lack its country code, so its `e164Number` is empty. */
function participantShape(number: string): object {
  const e164Number = number.length >= 12 ? `+${number}` : '';
  return { e164Number, formattedPhoneNumber: number, phoneNumber: number, digits: number };
}

/** Only a call from a queue, to which it can return, can be rejected. The other capabilities of a ringing call are a guess. */
function capabilitiesOf({ state, isFromQueue }: SimulatedLeg): readonly string[] {
  switch (state) {
    case 'Ringing':
      return isFromQueue ? ['Answer', 'Reject', 'AttachUserData'] : ['Answer', 'AttachUserData'];
    case 'Dialing':
      return ['Hangup'];
    case 'Established':
      return ['Hangup', 'Hold', 'SendDtmf', 'InitiateTransfer', 'InitiateConference'];
    case 'Held':
      return ['Retrieve', 'Hangup'];
    case 'Released':
      return [];
  }
}

export function callNotification(leg: SimulatedLeg, agent: SimulatedAgent): object {
  return {
    notificationType: 'StatusChange',
    call: callShape(leg),
    phoneNumber: agent.phoneNumber,
    extensions: { WrapUpTime: 0, BusinessCall: 0 },
    messageType: 'CallStateChangeMessage',
  };
}

export function deviceShape({ phoneNumber, userState, doNotDisturb }: SimulatedAgent): object {
  return {
    id: '9c14cad7-17c4-48d0-8492-7cf0ff92c224',
    deviceState: 'Active',
    userState: { displayName: userState, state: userState },
    phoneNumber,
    doNotDisturb,
    telephonyNetwork: 'Private',
  };
}

export function deviceNotification(agent: SimulatedAgent): object {
  return { devices: [deviceShape(agent)], messageType: 'DeviceStateChangeMessage' };
}
